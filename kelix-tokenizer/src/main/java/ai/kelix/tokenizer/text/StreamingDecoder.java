package ai.kelix.tokenizer.text;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Decodes ids one after another and holds back bytes that do not make a character yet. Not
 * thread-safe.
 */
public final class StreamingDecoder {
  private final TextTokenizer tokenizer;
  private final CharsetDecoder decoder =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPLACE)
          .onUnmappableCharacter(CodingErrorAction.REPLACE);
  private byte[] pending = new byte[0];

  StreamingDecoder(TextTokenizer tokenizer) {
    this.tokenizer = tokenizer;
  }

  /** Returns the characters that became complete with this id. */
  public String append(int id) {
    return decode(tokenizer.bytesOf(id), false);
  }

  /** Returns what is left: replacement characters for incomplete bytes. */
  public String finish() {
    return decode(new byte[0], true);
  }

  private String decode(byte[] more, boolean end) {
    byte[] all = Arrays.copyOf(pending, pending.length + more.length);
    System.arraycopy(more, 0, all, pending.length, more.length);
    ByteBuffer in = ByteBuffer.wrap(all);
    CharBuffer out = CharBuffer.allocate(in.remaining() + 2);
    decoder.reset();
    decoder.decode(in, out, end);
    if (end) {
      decoder.flush(out);
    }
    pending = new byte[in.remaining()];
    in.get(pending);
    return new String(out.array(), 0, out.position());
  }
}
