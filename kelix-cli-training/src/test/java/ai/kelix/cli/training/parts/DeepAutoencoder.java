package ai.kelix.cli.training.parts;

import ai.kelix.formats.checkpoint.CheckpointWriter;
import ai.kelix.formats.checkpoint.TensorPlan;
import ai.kelix.formats.config.VaeConfigReader;
import ai.kelix.model.vae.Autoencoder;
import ai.kelix.model.vae.VaeConfig;
import ai.kelix.tensor.Declarations;
import ai.kelix.tensor.Parameter;
import ai.kelix.tensor.type.DType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** A DC-AE that shrinks by 32 as SANA's does, tiny and with random weights. */
final class DeepAutoencoder {

  private DeepAutoencoder() {}

  static Path write(Path folder, Path shallow) throws IOException {
    Files.createDirectories(folder);
    String config =
        Files.readString(shallow.resolve("config.json"))
            .replaceAll("\\s+", "")
            .replace("[8,16,16,32]", "[8,8,8,16,16,32]")
            .replace("[\"ResBlock\",", "[\"ResBlock\",\"ResBlock\",\"ResBlock\",")
            .replace("[2,1,2,1]", "[1,1,2,1,2,1]")
            .replace("[1,2,1,2]", "[1,1,1,2,1,2]")
            .replace("[[],[],", "[[],[],[],[],");
    Files.writeString(folder.resolve("config.json"), config);
    VaeConfig read = VaeConfigReader.read(folder.resolve("config.json"));
    List<TensorPlan> plans =
        Declarations.of(p -> new Autoencoder(p, read)).values().stream()
            .map(demanded -> new TensorPlan(demanded.name(), DType.F32, shape(demanded)))
            .toList();
    new CheckpointWriter(folder, plans, Long.MAX_VALUE)
        .write((plan, to) -> to.write(SiglipFolder.numbers(plan)));
    return folder;
  }

  private static List<Long> shape(Parameter parameter) {
    return Arrays.stream(parameter.sizes()).boxed().toList();
  }
}
