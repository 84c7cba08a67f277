package ai.kelix.formats.quantization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.kelix.formats.checkpoint.MalformedFileException;
import ai.kelix.tensor.weights.WeightFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PackedManifestTest {
  @TempDir private Path folder;

  @Test
  void aFolderWithoutOneIsNoExport() {
    assertThat(PackedManifest.find(folder)).isEmpty();
  }

  @Test
  void isReadAsItWasWritten() throws IOException {
    Files.createFile(folder.resolve("packed.safetensors"));
    Files.createFile(folder.resolve("backbone.onnx"));
    PackedManifest written =
        new PackedManifest(
            WeightFormat.INT4, Optional.of("packed.safetensors"), List.of("backbone.onnx"));

    written.write(folder);

    assertThat(PackedManifest.find(folder)).contains(written);
    assertThat(folder).isDirectoryNotContaining("glob:**.part");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "[]",
        "{}",
        "{'format_version': 2, 'weight_format': 'int4'}",
        "{'format_version': '1', 'weight_format': 'int4'}",
        "{'format_version': 1}",
        "{'format_version': 1, 'weight_format': 'int3'}",
        "{'format_version': 1, 'weight_format': 4}",
        "{'format_version': 1, 'weight_format': 'int4', 'packed_weights': '../w.safetensors'}",
        "{'format_version': 1, 'weight_format': 'int4', 'packed_weights': '/w.safetensors'}",
        "{'format_version': 1, 'weight_format': 'int4', 'packed_weights': 'w.bin'}",
        "{'format_version': 1, 'weight_format': 'int4', 'packed_weights': 7}",
        "{'format_version': 1, 'weight_format': 'int4', 'packed_weights': 'gone.safetensors'}",
        "{'format_version': 1, 'weight_format': 'int4', 'graphs': ['..\\\\x.onnx']}",
        "{'format_version': 1, 'weight_format': 'int4', 'graphs': [['x.onnx']]}",
        "{'format_version': 1, 'weight_format': 'int4', 'graphs': 'x.onnx'}",
      })
  void refusesWhatNoExportWrites(String json) throws IOException {
    Files.writeString(folder.resolve(PackedManifest.FILE), json.replace('\'', '"'));

    assertThatThrownBy(() -> PackedManifest.find(folder))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining(PackedManifest.FILE);
  }
}
