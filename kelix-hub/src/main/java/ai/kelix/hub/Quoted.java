package ai.kelix.hub;

/** Text from a server, made fit for a message: one line, no control characters, not long. */
final class Quoted {
  private static final int LONGEST = 200;

  private Quoted() {}

  static String text(String untrusted) {
    StringBuilder text = new StringBuilder();
    untrusted
        .codePoints()
        .limit(LONGEST)
        .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? '?' : c)
        .forEach(text::appendCodePoint);
    return untrusted.codePointCount(0, untrusted.length()) > LONGEST ? text + "…" : text.toString();
  }
}
