package ai.kelix.formats.quantization;

import java.nio.ByteBuffer;

/**
 * Rounds rows of weights to integers of 4 or 8 bits with one scale per block, in the layout of ONNX
 * Runtime's {@code MatMulNBits}: an integer q stands for (q − 2^(bits − 1)) · scale, of two 4-bit
 * integers in a byte the lower comes first, and the last block of a row is padded with zeros.
 * Immutable.
 */
public final class BlockQuantizer {
  private final int bits;
  private final int blockSize;
  private final int zero;

  /**
   * Chooses the layout.
   *
   * @param bits 4 or 8
   * @param blockSize elements that share a scale; a power of two, at least 16
   */
  public BlockQuantizer(int bits, int blockSize) {
    if (bits != 4 && bits != 8) {
      throw new IllegalArgumentException("bits must be 4 or 8, not " + bits);
    }
    if (blockSize < 16 || Integer.bitCount(blockSize) != 1) {
      throw new IllegalArgumentException(
          "the block size must be a power of two from 16, not " + blockSize);
    }
    this.bits = bits;
    this.blockSize = blockSize;
    this.zero = 1 << (bits - 1);
  }

  /** Returns the number of blocks in a row. */
  public long blocks(long elements) {
    return -Math.floorDiv(-elements, (long) blockSize);
  }

  /** Returns the bytes of a packed block. */
  public int blockBytes() {
    return blockSize * bits / 8;
  }

  /**
   * Packs one row.
   *
   * @param row finite elements
   * @param packed receives all blocks of the row
   * @param scales receives one float32 per block
   */
  public void pack(float[] row, ByteBuffer packed, ByteBuffer scales) {
    byte[] block = new byte[blockBytes()];
    for (int first = 0; first < row.length; first += blockSize) {
      int count = Math.min(blockSize, row.length - first);
      float scale = scale(row, first, count);
      for (int i = 0; i < blockSize; i++) {
        put(block, i, i < count ? rounded(row[first + i], scale) : zero);
      }
      packed.put(block);
      scales.putFloat(scale);
    }
  }

  /** The element of largest magnitude becomes the integer farthest from zero, exactly. */
  private float scale(float[] row, int first, int count) {
    float extreme = 0;
    for (int i = first; i < first + count; i++) {
      if (Math.abs(row[i]) > Math.abs(extreme)) {
        extreme = row[i];
      }
    }
    return extreme == 0 ? 0 : extreme / -zero;
  }

  private int rounded(float value, float scale) {
    if (scale == 0) {
      return zero;
    }
    int q = Math.round(value / scale) + zero;
    return Math.max(0, Math.min(2 * zero - 1, q));
  }

  private void put(byte[] block, int index, int q) {
    if (bits == 8) {
      block[index] = (byte) q;
    } else {
      int old = index % 2 == 0 ? 0 : block[index >> 1];
      block[index >> 1] = (byte) (old | (q << (4 * (index % 2))));
    }
  }

  /**
   * Returns what a packed row stands for.
   *
   * @param length number of elements without padding
   */
  public float[] unpack(ByteBuffer packed, ByteBuffer scales, int length) {
    float[] row = new float[length];
    byte[] block = new byte[blockBytes()];
    for (int first = 0; first < length; first += blockSize) {
      packed.get(block);
      float scale = scales.getFloat();
      for (int i = 0; i < blockSize && first + i < length; i++) {
        int stored = bits == 8 ? block[i] & 0xFF : (block[i >> 1] >> (4 * (i % 2))) & 0xF;
        row[first + i] = (stored - zero) * scale;
      }
    }
    return row;
  }
}
