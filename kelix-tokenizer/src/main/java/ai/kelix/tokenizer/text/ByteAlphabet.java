package ai.kelix.tokenizer.text;

import java.util.Arrays;

/**
 * The printable character that stands for each byte in byte-level BPE: printable Latin-1 bytes
 * stand for themselves, all others for characters from U+0100 on, in order.
 */
final class ByteAlphabet {
  private static final char[] OF_BYTE = new char[256];
  private static final short[] TO_BYTE = new short[0x200];

  static {
    Arrays.fill(TO_BYTE, (short) -1);
    int next = 0x100;
    for (int b = 0; b < 256; b++) {
      boolean printable = (b >= '!' && b <= '~') || (b >= 0xA1 && b <= 0xAC) || b >= 0xAE;
      OF_BYTE[b] = (char) (printable ? b : next++);
      TO_BYTE[OF_BYTE[b]] = (short) b;
    }
  }

  private ByteAlphabet() {}

  static char of(int value) {
    return OF_BYTE[value];
  }

  /** Returns the byte 0 … 255, or −1 if the character stands for none. */
  static int toByte(char character) {
    return character < TO_BYTE.length ? TO_BYTE[character] : -1;
  }
}
