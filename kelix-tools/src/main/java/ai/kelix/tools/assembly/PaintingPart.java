package ai.kelix.tools.assembly;

import ai.kelix.engine.PaintingCheck;
import ai.kelix.formats.checkpoint.Checkpoint;
import ai.kelix.formats.checkpoint.CheckpointWriter;
import ai.kelix.formats.checkpoint.ConfigurationException;
import ai.kelix.formats.config.ComponentKind;
import ai.kelix.formats.config.DitConfigReader;
import ai.kelix.formats.config.DitConfigWriter;
import ai.kelix.formats.config.VaeConfigReader;
import ai.kelix.formats.release.ReleaseFolder;
import ai.kelix.model.dit.DiffusionTransformer;
import ai.kelix.model.dit.DitConfig;
import ai.kelix.model.initial.Initialization;
import ai.kelix.model.llm.ArConfig;
import ai.kelix.model.vae.Autoencoder;
import ai.kelix.model.vae.VaeConfig;
import ai.kelix.model.vae.VaePrograms;
import ai.kelix.spi.LoadRequest.ImageDecoder;
import ai.kelix.tensor.Declarations;
import ai.kelix.tensor.Parameter;
import ai.kelix.tensor.Parameters;
import ai.kelix.tensor.Precision;
import ai.kelix.tensor.program.Outline;
import ai.kelix.tensor.program.Program;
import ai.kelix.tensor.type.DType;
import ai.kelix.tensor.weights.StoredTensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * The image decoder that is to be. A SANA knows captions of another language model: the connector
 * from the new one is drawn, and so is the null condition, which public files leave out.
 *
 * @param config of the new transformer
 * @param weights of the old one, by native name
 * @param vae folder of the autoencoder, which stays as it is
 * @param initialization of what is drawn
 */
record PaintingPart(DitConfig config, Checkpoint weights, Path vae, Initialization initialization) {
  private static final String CONNECTOR = "diffusion_connector.";
  private static final String NULL_TABLE = "y_embedder.y_embedding";

  /** Condition rows of the release (kelix-dit §4.1). */
  private static final int CONDITION_ROWS = 720;

  /**
   * Opens and validates everything but the numbers.
   *
   * @param out where the language model will be, for messages
   */
  static PaintingPart open(ImageDecoder parts, ArConfig language, Path out, long seed) {
    require(parts.dit(), ComponentKind.DIFFUSION_TRANSFORMER);
    require(parts.vae(), ComponentKind.AUTOENCODER);
    Checkpoint weights = Checkpoint.openDiffusionTransformer(parts.dit());
    int rows =
        weights
            .find(NULL_TABLE)
            .map(table -> Math.toIntExact(table.shape().get(0)))
            .orElse(CONDITION_ROWS);
    DitConfig config =
        DitConfigReader.read(parts.dit().resolve("config.json"))
            .withConnector(language.backbone().width(), rows);
    VaeConfig vae = VaeConfigReader.read(parts.vae().resolve("config.json"));
    Checkpoint vaeWeights = Checkpoint.openAsStored(parts.vae());
    Autoencoder autoencoder = new Autoencoder(Parameters.of(vaeWeights), vae);
    for (Program program : new VaePrograms(autoencoder, Precision.FLOAT32).all()) {
      Outline.of(program, vaeWeights);
    }
    PaintingCheck.check(out, parts, language, config, vae);
    PaintingPart part = new PaintingPart(config, weights, parts.vae(), new Initialization(seed, 1));
    part.list();
    return part;
  }

  private static void require(Path folder, ComponentKind kind) {
    ComponentKind found = ComponentKind.of(folder.resolve("config.json"));
    if (found != kind) {
      throw new ConfigurationException(
          String.format(
              Locale.ROOT, "%s: found %s, expected %s", folder, found.words(), kind.words()));
    }
  }

  private WeightList list() {
    WeightList list = new WeightList();
    StoredTensor first = weights.require("x_embedder.proj.weight");
    DType type = FloatBytes.supports(first.dtype()) ? first.dtype() : DType.F32;
    Declarations.of(p -> new DiffusionTransformer(p, config))
        .forEach(
            (name, demanded) -> list.copyOrDraw(demanded, brought(demanded), type, initialization));
    return list;
  }

  /** Only what leads from the language model may be missing, or fit another language model. */
  private Optional<StoredTensor> brought(Parameter demanded) {
    String name = demanded.name();
    if (name.startsWith(CONNECTOR)) {
      boolean fits =
          weights
              .find(CONNECTOR + "0.weight")
              .filter(w -> w.shape().get(1) == config.connectorChannels())
              .isPresent();
      return fits ? Optional.of(weights.require(name)) : Optional.empty();
    }
    return name.equals(NULL_TABLE)
        ? weights.find(name)
        : Optional.of(weights.weight(name, demanded.sizes()));
  }

  /** Writes {@code dit/} and {@code vae/}. */
  void write(Path folder, AssemblyProgress progress) throws IOException {
    Path dit = Files.createDirectories(folder.resolve("dit"));
    list().write(dit, "diffusion transformer", progress);
    DitConfigWriter.write(config, dit.resolve("config.json"));
    long[] done = new long[1];
    long total = Checkpoint.openAsStored(vae).names().size();
    new ReleaseFolder(vae, folder.resolve("vae"), CheckpointWriter.RELEASE_SHARD)
        .write((name, bytes) -> progress.at("autoencoder", ++done[0], total));
  }
}
