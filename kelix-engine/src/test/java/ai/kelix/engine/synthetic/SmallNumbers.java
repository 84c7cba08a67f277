package ai.kelix.engine.synthetic;

import ai.kelix.formats.checkpoint.TensorPlan;
import ai.kelix.tensor.type.DType;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;

/**
 * Weights as a network has them before it is trained: ones for vectors, small noise for matrices.
 * The noise is one long pattern again and again, which is fast to write; its length is odd, so that
 * no two rows are alike.
 */
final class SmallNumbers implements SyntheticWeights.Numbers {
  private static final int PATTERN = (1 << 19) + 37;
  private static final byte[] ONE = {(byte) 0x80, 0x3F};

  /** So much larger, a twentieth of all rows has about half of the best scores. */
  private static final double FAVOUR = 1.25;

  private static final double DEVIATION = 0.02;

  private final byte[] noise = pattern(DEVIATION);
  private final byte[] loudNoise = pattern(FAVOUR * DEVIATION);
  private final String head;
  private final long favoured;

  /**
   * Favours some choices.
   *
   * @param head name of the table that scores the choices
   * @param favoured its first row of larger numbers
   */
  SmallNumbers(String head, long favoured) {
    this.head = head;
    this.favoured = favoured;
  }

  private static byte[] pattern(double deviation) {
    Random random = new Random(7);
    ByteBuffer bytes = ByteBuffer.allocate(2 * PATTERN).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < PATTERN; i++) {
      float number = (float) (deviation * random.nextGaussian());
      bytes.putShort((short) (Float.floatToRawIntBits(number) >> 16));
    }
    return bytes.array();
  }

  @Override
  public void write(TensorPlan tensor, RandomAccessFile to) throws IOException {
    if (tensor.dtype() != DType.BF16) {
      throw new IllegalArgumentException("only bfloat16 is written, got " + tensor.dtype());
    }
    if (tensor.shape().size() == 1) {
      byte[] ones = new byte[Math.toIntExact(tensor.bytes())];
      for (int i = 0; i < ones.length; i++) {
        ones[i] = ONE[i % 2];
      }
      to.write(ones);
    } else if (tensor.name().equals(head)) {
      long quiet = favoured * tensor.bytes() / tensor.shape().get(0);
      repeat(noise, quiet, to);
      repeat(loudNoise, tensor.bytes() - quiet, to);
    } else if (!tensor.name().endsWith("embedding.weight")) {
      repeat(noise, tensor.bytes(), to);
    }
  }

  private static void repeat(byte[] pattern, long bytes, RandomAccessFile to) throws IOException {
    for (long left = bytes; left > 0; left -= pattern.length) {
      to.write(pattern, 0, (int) Math.min(left, pattern.length));
    }
  }
}
