package ai.kelix.formats.quantization;

import ai.kelix.formats.checkpoint.SafetensorsWriter;
import ai.kelix.formats.checkpoint.TensorPlan;
import ai.kelix.tensor.type.DType;
import ai.kelix.tensor.weights.StoredTensor;
import ai.kelix.tensor.weights.WeightFormat;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ObjLongConsumer;

/**
 * Writes linear weights in another format, with one row and the scales of one weight in memory;
 * interrupted, it goes on with the weight at which it stopped. For one thread.
 */
public final class PackedWriter {
  /** Elements that share a scale. */
  public static final int BLOCK = 32;

  private final WeightFormat format;
  private final List<StoredTensor> weights;

  /**
   * Plans a file.
   *
   * @param weights of rank 2 and a floating-point type, in the order of the file
   */
  public PackedWriter(WeightFormat format, List<StoredTensor> weights) {
    this.format = format;
    this.weights = List.copyOf(weights);
    for (StoredTensor weight : weights) {
      if (weight.shape().size() != 2 || !weight.dtype().isFloating()) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "'%s' is %s %s, expected a matrix of floating-point numbers",
                weight.name(),
                weight.dtype(),
                weight.shape()));
      }
    }
  }

  /**
   * Returns the bytes that weights take as integers with their scales.
   *
   * @param format an integer one
   */
  public static long bytes(WeightFormat format, long elements) {
    int bits = format.integerBits().orElseThrow();
    return elements * bits / Byte.SIZE + elements / BLOCK * Float.BYTES;
  }

  /** Returns what the file will hold: a packed weight, then its scales if it has any. */
  public List<TensorPlan> plan() {
    List<TensorPlan> plan = new ArrayList<>();
    for (StoredTensor weight : weights) {
      if (format.integerBits().isEmpty()) {
        plan.add(new TensorPlan(weight.name(), format.storedType(), weight.shape()));
        continue;
      }
      BlockQuantizer quantizer = quantizer();
      long rows = weight.shape().get(0);
      long blocks = quantizer.blocks(weight.shape().get(1));
      plan.add(
          new TensorPlan(
              weight.name() + PackedCheckpoint.PACKED,
              DType.U8,
              List.of(rows, blocks, (long) quantizer.blockBytes())));
      plan.add(
          new TensorPlan(
              weight.name() + PackedCheckpoint.SCALES, DType.F32, List.of(rows, blocks)));
    }
    return plan;
  }

  private BlockQuantizer quantizer() {
    return new BlockQuantizer(format.integerBits().orElseThrow(), BLOCK);
  }

  /**
   * Writes the file.
   *
   * @param progress receives each weight's name and bytes when it is written
   */
  public void write(Path file, ObjLongConsumer<String> progress) {
    List<TensorPlan> plan = plan();
    int each = format.integerBits().isEmpty() ? 1 : 2;
    try (SafetensorsWriter writer =
        SafetensorsWriter.open(file, plan, Map.of("weight_format", format.word()))) {
      while (writer.complete() < plan.size()) {
        // A weight that was cut off between integers and scales is computed once more.
        int index = writer.complete();
        StoredTensor weight = weights.get(Math.floorDiv(index, each));
        if (each == 1) {
          convert(weight, writer);
        } else {
          pack(weight, writer, index % 2 == 0);
        }
        progress.accept(weight.name(), plan.get(index).bytes());
      }
      writer.finish();
    }
  }

  private void convert(StoredTensor weight, SafetensorsWriter writer) {
    int columns = Math.toIntExact(weight.shape().get(1));
    ByteBuffer out = littleEndian(columns * format.storedType().bytes());
    new WeightRows(weight)
        .forEach(
            row -> {
              rewound(out);
              for (float value : row) {
                if (format == WeightFormat.FP16) {
                  out.putShort(HalfFloat.of(value, weight.name()));
                } else {
                  out.putFloat(value);
                }
              }
              writer.write(filled(out));
            });
  }

  /** The scales of all rows follow the integers of all rows, so they wait in memory. */
  private void pack(StoredTensor weight, SafetensorsWriter writer, boolean integersToo) {
    BlockQuantizer quantizer = quantizer();
    int rows = Math.toIntExact(weight.shape().get(0));
    int blocks = Math.toIntExact(quantizer.blocks(weight.shape().get(1)));
    ByteBuffer packed = littleEndian(blocks * quantizer.blockBytes());
    ByteBuffer scales = littleEndian(Math.multiplyExact(rows, blocks * Float.BYTES));
    new WeightRows(weight)
        .forEach(
            row -> {
              quantizer.pack(row, rewound(packed), scales);
              if (integersToo) {
                writer.write(filled(packed));
              }
            });
    writer.write(filled(scales));
  }

  /** Android 8 lacks the methods of {@code ByteBuffer} that return one; so here and below. */
  private static ByteBuffer rewound(ByteBuffer buffer) {
    ((Buffer) buffer).clear();
    return buffer;
  }

  private static ByteBuffer filled(ByteBuffer buffer) {
    ((Buffer) buffer).flip();
    return buffer;
  }

  private static ByteBuffer littleEndian(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
