package ai.kelix.engine;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.kelix.formats.checkpoint.NonFiniteTensorException;
import ai.kelix.tensor.type.DType;
import ai.kelix.tensor.weights.StoredTensor;
import ai.kelix.tensor.weights.TensorSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntToLongFunction;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Wherever in a tensor it stands, and whatever stands beside it. */
class WeightCheckTest {
  /** Two whole groups of eight bytes for the narrow types, and a rest. */
  private static final int COUNT = 11;

  /** Not a multiple of eight. */
  private static final int OFFSET = 13;

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "F32, 7F800000", "F32, FF800000", "F32, 7FC00000", "F32, 7F800001", "F32, FFFFFFFF",
    "BF16, 7F80", "BF16, FF80", "BF16, 7FC0", "BF16, 7F81", "BF16, FFFF",
    "F16, 7C00", "F16, FC00", "F16, 7E00", "F16, 7C01", "F16, FFFF"
  })
  void findsWhatIsNoNumber(DType dtype, String bits) throws IOException {
    long wrong = Long.parseLong(bits, 16);
    for (long beside : new long[] {0, finite(dtype)}) {
      for (int at = 0; at < COUNT; at++) {
        int position = at;
        Tensor tensor = Tensor.of(file(), dtype, COUNT, i -> i == position ? wrong : beside);
        assertThatThrownBy(() -> WeightCheck.requireFinite(tensor))
            .as("element %d", at)
            .isInstanceOf(NonFiniteTensorException.class)
            .hasMessageContainingAll("a.safetensors", "'weight'", "NaN");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"F32", "BF16", "F16"})
  void acceptsEveryNumber(DType dtype) throws IOException {
    long largest = finite(dtype);
    long negative = largest | (1L << (8 * dtype.bytes() - 1));
    for (long number : new long[] {0, 1, largest, negative, negative & ~largest}) {
      for (int count = 0; count <= COUNT; count++) {
        Tensor tensor = Tensor.of(file(), dtype, count, i -> number);
        assertThatCode(() -> WeightCheck.requireFinite(tensor))
            .as("%d times %x", count, number)
            .doesNotThrowAnyException();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 131_071, 131_072, 250_000, 299_999})
  void findsItInWeightsThatAreReadInPieces(int at) throws IOException {
    Tensor sound = Tensor.of(file(), DType.BF16, 300_000, i -> 0x3F80);
    assertThatCode(() -> WeightCheck.requireFinite(sound)).doesNotThrowAnyException();
    Tensor broken = Tensor.of(file(), DType.BF16, 300_000, i -> i == at ? 0x7F80 : 0x3F80);
    assertThatThrownBy(() -> WeightCheck.requireFinite(broken))
        .isInstanceOf(NonFiniteTensorException.class);
  }

  private Path file() {
    return folder.resolve("a.safetensors");
  }

  /** Returns the bits of the largest number. */
  private static long finite(DType dtype) {
    return switch (dtype) {
      case F32 -> 0x7F7FFFFFL;
      case F16 -> 0x7BFFL;
      default -> 0x7F7FL;
    };
  }

  /** One weight in a file of its own. */
  private record Tensor(Path file, DType dtype, ByteBuffer data) implements TensorSource {
    static Tensor of(Path file, DType dtype, int count, IntToLongFunction bits) throws IOException {
      ByteBuffer data =
          ByteBuffer.allocate(OFFSET + count * dtype.bytes()).order(ByteOrder.LITTLE_ENDIAN);
      for (int i = 0; i < count; i++) {
        if (dtype == DType.F32) {
          data.putInt(OFFSET + i * Integer.BYTES, (int) bits.applyAsLong(i));
        } else {
          data.putShort(OFFSET + i * Short.BYTES, (short) bits.applyAsLong(i));
        }
      }
      Files.write(file, data.array());
      return new Tensor(file, dtype, data);
    }

    @Override
    public Set<String> names() {
      return Set.of("weight");
    }

    @Override
    public Optional<StoredTensor> find(String name) {
      int length = data.capacity() - OFFSET;
      List<Long> shape = List.of((long) length / dtype.bytes());
      return Optional.of(new StoredTensor(name, dtype, shape, file, OFFSET, length));
    }

    @Override
    public ByteBuffer map(StoredTensor tensor) {
      throw new UnsupportedOperationException("nothing is mapped");
    }

    @Override
    public void close() {}
  }
}
