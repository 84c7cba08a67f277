package ai.kelix.cli;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where results go, in UTF-8. A print writer tells that something could not be written; this one
 * knows why, too. For one command.
 */
final class ResultWriter extends PrintWriter {
  private final Remembering stream;

  ResultWriter(OutputStream stream) {
    this(new Remembering(stream));
  }

  private ResultWriter(Remembering stream) {
    super(stream, true, StandardCharsets.UTF_8);
    this.stream = stream;
  }

  /** Returns why the first write that failed did so. */
  Optional<IOException> failure() {
    return Optional.ofNullable(stream.failure);
  }

  private static final class Remembering extends FilterOutputStream {
    private @Nullable IOException failure;

    private Remembering(OutputStream stream) {
      super(stream);
    }

    @Override
    public void write(int value) throws IOException {
      write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
      try {
        out.write(bytes, from, count);
      } catch (IOException e) {
        failure = failure == null ? e : failure;
        throw e;
      }
    }
  }
}
