package ai.kelix.tools.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import ai.kelix.engine.synthetic.ReleasedConfigurations;
import ai.kelix.formats.config.ComponentKind;
import ai.kelix.testkit.Fixtures;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InspectionTest {
  private static final Pattern CHOICE = Pattern.compile("\\{([^}]*)}");

  @TempDir private Path folder;

  @Test
  void networksOfThe8bConfigurationDemandTheSpecifiedTensors() throws IOException {
    Files.copy(Fixtures.path("ar-8b-config-expected.json"), folder.resolve("config.json"));
    ComponentInspection found = Inspection.of(folder).get(0);
    assertThat(found.kind()).isEqualTo(ComponentKind.LANGUAGE_MODEL);
    Map<String, String> specified = specified("language-8b.txt");
    requireSame(demanded(found), specified);
    // Of the release's 932 tensors and 12.31 G parameters four tensors are never used.
    assertThat(specified).hasSize(932 - unused8b().size());
    assertThat((found.parameters() + unused8b().values().stream().mapToLong(n -> n).sum()) / 1e7)
        .isBetween(1230.0, 1231.5);
  }

  private static Map<String, Long> unused8b() {
    return Map.of(
        "visual_tokenizer.visual.embeddings.packing_position_embedding.weight",
        32_768L * 1152,
        "model.model.token_head.final_norm.weight",
        512L,
        "model.model.token_head.final_norm.bias",
        512L,
        "lm_head.weight",
        217_472L * 4096);
  }

  @Test
  void networksOfTheReleasedTransformerDemandTheSpecifiedTensors() throws IOException {
    Files.writeString(folder.resolve("config.json"), ReleasedConfigurations.transformer());
    ComponentInspection found = Inspection.of(folder).get(0);
    assertThat(found.kind()).isEqualTo(ComponentKind.DIFFUSION_TRANSFORMER);
    requireSame(demanded(found), specified("dit-1600m.txt"));
    assertThat(found.parameters()).isEqualTo(1_619_215_264L + 720 * 2304);
  }

  @Test
  void autoencoderOfTheReleaseIsDescribedWithoutWeights() throws IOException {
    Files.writeString(folder.resolve("config.json"), ReleasedConfigurations.autoencoder());
    ComponentInspection found = Inspection.of(folder).get(0);
    assertThat(found.kind()).isEqualTo(ComponentKind.AUTOENCODER);
    assertThat(demanded(found))
        .containsEntry("encoder.conv_in.weight", "[128, 3, 3, 3]")
        .containsEntry("decoder.conv_out.weight", "[3, 128, 3, 3]")
        .containsEntry("encoder.down_blocks.3.0.attn.to_out.weight", "[512, 1024]");
  }

  @Test
  void completeFolderHasNothingMissing() {
    List<ComponentInspection> found = Inspection.of(Fixtures.path("ar-micro-a"));
    assertThat(found).hasSize(1);
    assertThat(found.get(0).isComplete()).isTrue();
    assertThat(found.get(0).in(TensorLine.State.UNUSED))
        .extracting(TensorLine::name)
        .contains("lm_head.weight", "model.model.token_head.final_norm.weight");
    assertThat(Inspection.of(Fixtures.path("dcae-micro-a")).get(0).isComplete()).isTrue();
  }

  @Test
  void everyUnfitTensorIsFoundAtOnce() throws IOException {
    Path source = Fixtures.path("ar-micro-a");
    String config = Files.readString(source.resolve("config.json"));
    Files.copy(source.resolve("model.safetensors"), folder.resolve("model.safetensors"));
    Matcher layers = Pattern.compile("\"num_layers\": (\\d+)").matcher(config);
    assertThat(layers.find()).isTrue();
    int more = Integer.parseInt(layers.group(1)) + 1;
    Files.writeString(
        folder.resolve("config.json"),
        config
            .replaceFirst("\"num_layers\": \\d+", "\"num_layers\": " + more)
            .replaceFirst("\"intermediate_dim\": \\d+", "\"intermediate_dim\": 7"));
    ComponentInspection found = Inspection.of(folder).get(0);
    assertThat(found.in(TensorLine.State.MISSING))
        .extracting(TensorLine::name)
        .allMatch(name -> name.startsWith("model.model.layers." + (more - 1)));
    assertThat(found.in(TensorLine.State.UNFIT))
        .hasSize(3 * (more - 1))
        .allMatch(line -> line.name().contains(".mlp.w") && line.demanded().isPresent());
  }

  private static void requireSame(Map<String, String> demanded, Map<String, String> specified) {
    Map<String, String> toomuch = new LinkedHashMap<>(demanded);
    toomuch.entrySet().removeAll(specified.entrySet());
    assertThat(toomuch).as("demanded otherwise than specified").isEmpty();
    Map<String, String> toolittle = new LinkedHashMap<>(specified);
    toolittle.entrySet().removeAll(demanded.entrySet());
    assertThat(toolittle).as("specified, but not demanded").isEmpty();
  }

  private static Map<String, String> demanded(ComponentInspection component) {
    return component.tensors().stream()
        .filter(line -> line.demanded().isPresent())
        .collect(
            Collectors.toMap(TensorLine::name, line -> line.demanded().orElseThrow().toString()));
  }

  private static Map<String, String> specified(String resource) throws IOException {
    Map<String, String> shapes = new LinkedHashMap<>();
    for (String line : text(resource).lines().filter(l -> !l.startsWith("#")).toList()) {
      int blank = line.indexOf(' ');
      expand(line.substring(0, blank)).forEach(name -> shapes.put(name, line.substring(blank + 1)));
    }
    return shapes;
  }

  private static List<String> expand(String pattern) {
    Matcher choice = CHOICE.matcher(pattern);
    if (!choice.find()) {
      return List.of(pattern);
    }
    List<String> expanded = new ArrayList<>();
    for (String one : choices(choice.group(1))) {
      expanded.addAll(
          expand(pattern.substring(0, choice.start()) + one + pattern.substring(choice.end())));
    }
    return expanded;
  }

  private static List<String> choices(String text) {
    if (!text.contains("..")) {
      return List.of(text.split(","));
    }
    String[] ends = text.split("\\.\\.");
    return IntStream.rangeClosed(Integer.parseInt(ends[0]), Integer.parseInt(ends[1]))
        .mapToObj(String::valueOf)
        .toList();
  }

  private static String text(String resource) throws IOException {
    try (InputStream in = InspectionTest.class.getResourceAsStream(resource)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
