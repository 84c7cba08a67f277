package ai.kelix.cli.hostile;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.kelix.KelixException;
import ai.kelix.formats.checkpoint.MalformedFileException;
import ai.kelix.formats.checkpoint.NonFiniteTensorException;
import ai.kelix.tensor.weights.MissingTensorException;
import ai.kelix.tensor.weights.TensorShapeException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Weights that lie about themselves are found out while the model loads, not when it answers. */
class HostileWeightsTest {
  private static final String NORM = "model.model.norm.scale";

  @TempDir private Path parent;
  private TinyFolder tiny;
  private SafetensorsEdit weights;

  @BeforeEach
  void copy() throws IOException {
    tiny = TinyFolder.in(parent);
    weights = SafetensorsEdit.open(tiny.file(TinyFolder.WEIGHTS));
  }

  @Test
  void namesMissingTensor() throws IOException {
    weights.header.set("unused", weights.header.remove(NORM));
    weights.save();
    refuses(MissingTensorException.class, NORM, "config.json");
  }

  @Test
  void namesMisshapenTensor() throws IOException {
    weights.tensor(NORM).putArray("shape").add(2).add(96);
    weights.save();
    refuses(TensorShapeException.class, NORM, "[2, 96]", "[192]");
  }

  @Test
  void namesTensorOfWholeNumbers() throws IOException {
    ObjectNode norm = weights.tensor(NORM);
    boolean wide = norm.path("dtype").textValue().equals("F32");
    norm.put("dtype", wide ? "I32" : "U8");
    norm.putArray("shape").add(wide ? 192 : 384);
    weights.save();
    assertThatThrownBy(tiny::load).isInstanceOf(KelixException.class).hasMessageContaining(NORM);
  }

  @Test
  void namesTensorWithNan() throws IOException {
    weights.putNan(NORM);
    weights.save();
    refuses(NonFiniteTensorException.class, NORM, "NaN", "finite");
  }

  @Test
  void refusesOverlapsHolesAndOffsetsOutOfRange() throws IOException {
    long from = weights.tensor(NORM).path("data_offsets").path(0).longValue();
    long to = weights.tensor(NORM).path("data_offsets").path(1).longValue();
    long[][] lies = {
      {from - 2, to - 2},
      {from + 2, to + 2},
      {1L << 40, (1L << 40) + to - from},
      {Long.MAX_VALUE - (to - from), Long.MAX_VALUE},
      {-2, to - from - 2},
      {to, from},
      {from, to + 1}
    };
    for (long[] lie : lies) {
      weights.tensor(NORM).putArray("data_offsets").add(lie[0]).add(lie[1]);
      weights.save();
      refuses(MalformedFileException.class, TinyFolder.WEIGHTS, "expected");
    }
  }

  @Test
  void refusesShapesThatOverflow() throws IOException {
    weights.tensor(NORM).putArray("shape").add(1L << 32).add(1L << 32).add(192);
    weights.save();
    refuses(MalformedFileException.class, NORM, "2^63");
  }

  @Test
  void refusesTruncatedFiles() throws IOException {
    try (FileChannel file =
        FileChannel.open(tiny.file(TinyFolder.WEIGHTS), StandardOpenOption.WRITE)) {
      for (long size : new long[] {file.size() - 1, 1000, 8, 7, 0}) {
        file.truncate(size);
        refuses(MalformedFileException.class, TinyFolder.WEIGHTS, "expected");
      }
    }
  }

  @Test
  void refusesHeadersThatAreNoJsonOfTensors() throws IOException {
    String deep = "{\"a\":" + "[".repeat(100_000);
    String many = "{\"a\":[" + "[],".repeat(3_000_000);
    String twice = "{\"a\":{},\"a\":{}}";
    for (String header : new String[] {"[]", "{", "{} {}", "{\"a\":1}", deep, many, twice}) {
      weights.saveHeader(header);
      refuses(MalformedFileException.class, TinyFolder.WEIGHTS);
    }
  }

  private void refuses(Class<? extends KelixException> type, String... said) {
    assertThatThrownBy(tiny::load).isInstanceOf(type).message().contains(said);
  }
}
