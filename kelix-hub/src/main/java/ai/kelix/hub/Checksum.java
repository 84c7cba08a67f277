package ai.kelix.hub;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;

/**
 * What a file's content must hash to; also its name in the cache.
 *
 * @param kind how it is computed
 * @param hex in lower-case hexadecimal
 */
record Checksum(Kind kind, String hex) {

  enum Kind {
    /** Of the content; for files in large file storage. */
    SHA256("SHA-256", 64),
    /** Of git's header and the content; for all others. */
    GIT_BLOB("SHA-1", 40);

    private final String algorithm;
    private final int digits;

    Kind(String algorithm, int digits) {
      this.algorithm = algorithm;
      this.digits = digits;
    }
  }

  Checksum {
    if (!hex.matches("[0-9a-f]{" + kind.digits + "}")) {
      throw new HubProtocolException(
          String.format(
              Locale.ROOT,
              "the hub lists the checksum '%s', expected %d hexadecimal digits",
              Quoted.text(hex),
              kind.digits));
    }
  }

  /** Starts computing it for a file of this size, in bytes. */
  MessageDigest start(long size) {
    try {
      MessageDigest digest = MessageDigest.getInstance(kind.algorithm);
      if (kind == Kind.GIT_BLOB) {
        digest.update(("blob " + size + "\0").getBytes(StandardCharsets.US_ASCII));
      }
      return digest;
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has " + kind.algorithm, e);
    }
  }
}
