package ai.kelix.engine;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;

/** Checksums by which files are recognised and named. */
final class Sha256 {

  private Sha256() {}

  static MessageDigest begin() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }

  /** Ends a digest and returns its 64 hexadecimal digits. */
  static String hex(MessageDigest digest) {
    return String.format(Locale.ROOT, "%064x", new BigInteger(1, digest.digest()));
  }
}
