package ai.kelix.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import ai.kelix.InvalidModelException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Hostile ONNX files, built byte by byte. */
class ExternalDataCheckTest {
  @TempDir Path root;
  private Path folder;

  @BeforeEach
  void makeFolder() throws IOException {
    folder = Files.createDirectory(root.resolve("model"));
    Files.writeString(folder.resolve("weights.bin"), "weights");
    Files.writeString(root.resolve("secret.bin"), "secret");
    Files.createDirectory(folder.resolve("sub"));
    Files.writeString(folder.resolve("sub").resolve("more.bin"), "more");
  }

  private static byte[] field(int number, byte[]... parts) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      content.writeBytes(part);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    varint(out, (number << 3) | 2);
    varint(out, content.size());
    out.writeBytes(content.toByteArray());
    return out.toByteArray();
  }

  private static void varint(ByteArrayOutputStream out, int value) {
    int rest = value;
    while (rest > 0x7F) {
      out.write((rest & 0x7F) | 0x80);
      rest >>>= 7;
    }
    out.write(rest);
  }

  private static byte[] text(int number, String value) {
    return field(number, value.getBytes(StandardCharsets.UTF_8));
  }

  /** The content of a tensor with external data. */
  private static byte[] tensor(String location) {
    return field(13, text(1, "location"), text(2, location));
  }

  /** A model with one initializer. */
  private static byte[] model(String location) {
    return field(7, field(5, tensor(location)));
  }

  private Path write(byte[] model) throws IOException {
    return Files.write(folder.resolve("model.onnx"), model);
  }

  private void refuses(byte[] model) throws IOException {
    Path file = write(model);
    assertThatThrownBy(() -> ExternalDataCheck.check(file))
        .isInstanceOf(InvalidModelException.class)
        .hasMessageContaining("model.onnx");
  }

  private void accepts(byte[] model) throws IOException {
    Path file = write(model);
    assertThatCode(() -> ExternalDataCheck.check(file)).doesNotThrowAnyException();
  }

  @Test
  void acceptsFilesInTheFolderAndBelow() throws IOException {
    accepts(model("weights.bin"));
    accepts(model("sub/more.bin"));
    accepts(new byte[0]);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../secret.bin",
        "sub/../../secret.bin",
        "sub/../weights.bin",
        "..\\secret.bin",
        "/etc/passwd",
        "\\\\host\\share",
        "C:\\secret.bin",
        "",
        ".",
        "sub",
        "missing.bin",
        "*/_ORT_MEM_ADDR_/*",
        "weights.bin\0"
      })
  void refusesLocationsThatAreNoPlainFileInTheFolder(String location) throws IOException {
    refuses(model(location));
  }

  @Test
  void refusesAbsoluteLocationsEvenInsideTheFolder() throws IOException {
    refuses(model(folder.resolve("weights.bin").toAbsolutePath().toString()));
  }

  @Test
  void refusesLinksThatLeaveTheFolder() throws IOException {
    Files.createSymbolicLink(folder.resolve("link.bin"), root.resolve("secret.bin"));
    refuses(model("link.bin"));
    Files.createSymbolicLink(folder.resolve("up"), root);
    refuses(model("up/secret.bin"));
  }

  @Test
  void acceptsLinksThatStayInside() throws IOException {
    Files.createSymbolicLink(folder.resolve("link.bin"), folder.resolve("sub/more.bin"));
    accepts(model("link.bin"));
  }

  @Test
  void refusesHardLinks() throws IOException {
    Files.createLink(folder.resolve("hard.bin"), root.resolve("secret.bin"));
    refuses(model("hard.bin"));
  }

  @Test
  void findsTensorsWhereverTheyStand() throws IOException {
    byte[] evil = tensor("../secret.bin");
    refuses(field(7, field(15, field(1, evil))));
    refuses(field(7, field(15, field(2, evil))));
    for (int inAttribute : new int[] {5, 10}) {
      refuses(field(7, field(1, field(5, field(inAttribute, evil)))));
    }
    for (int sparse : new int[] {22, 23}) {
      refuses(field(7, field(1, field(5, field(sparse, field(1, evil))))));
    }
    for (int subgraph : new int[] {6, 11}) {
      refuses(field(7, field(1, field(5, field(subgraph, field(5, evil))))));
    }
    refuses(field(25, field(7, field(5, field(5, evil)))));
    refuses(field(25, field(11, field(5, evil))));
    refuses(field(20, field(1, field(5, evil))));
  }

  @Test
  void findsTheSecondGraphOfAFileThatHasTwo() throws IOException {
    byte[] both = Arrays.copyOf(model("weights.bin"), 200);
    byte[] second = model("../secret.bin");
    int length = model("weights.bin").length;
    System.arraycopy(second, 0, both, length, second.length);
    refuses(Arrays.copyOf(both, length + second.length));
  }

  @Test
  void distrustsRepeatedKeysAndValues() throws IOException {
    byte[] twice =
        field(
            13,
            text(1, "x"),
            text(1, "location"),
            text(2, "../secret.bin"),
            text(2, "weights.bin"));
    refuses(field(7, field(5, twice)));
    byte[] valueFirst = field(13, text(2, "../secret.bin"), text(1, "location"));
    refuses(field(7, field(5, valueFirst)));
  }

  @Test
  void refusesNestingThatWouldExhaustTheStack() throws IOException {
    byte[] deep = field(5, tensor("weights.bin"));
    for (int i = 0; i < 200; i++) {
      deep = field(1, field(5, field(6, deep)));
    }
    refuses(field(7, deep));
  }

  @Test
  void refusesTruncatedAndNonsensicalBytes() throws IOException {
    byte[] whole = model("weights.bin");
    refuses(Arrays.copyOf(whole, whole.length - 1));
    refuses(new byte[] {0});
    refuses(new byte[] {0x3B, 0x3C});
    refuses(new byte[] {-1, -1, -1, -1, -1, -1});
    refuses(new byte[] {0x3A, -1, -1, -1, -1, 0x0F});
  }

  @Test
  void neverFailsOtherwiseOnRandomBytes() throws IOException {
    SplittableRandom random = new SplittableRandom(7);
    byte[] seed = model("weights.bin");
    for (int i = 0; i < 3000; i++) {
      byte[] mutated = seed.clone();
      for (int change = 0; change <= random.nextInt(4); change++) {
        mutated[random.nextInt(mutated.length)] = (byte) random.nextInt(256);
      }
      Path file = write(mutated);
      Throwable thrown = catchThrowable(() -> ExternalDataCheck.check(file));
      assertThat(thrown)
          .satisfiesAnyOf(
              none -> assertThat(none).isNull(),
              refusal -> assertThat(refusal).isInstanceOf(InvalidModelException.class));
    }
  }
}
