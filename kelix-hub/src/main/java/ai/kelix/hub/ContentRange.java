package ai.kelix.hub;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Checks what a server says about the part of a file that it sends. */
final class ContentRange {
  private static final Pattern FORM =
      Pattern.compile("bytes (\\d{1,18})-(\\d{1,18})/(\\d{1,18}|\\*)");

  private ContentRange() {}

  /** Whether the part begins where it was asked for and fits into the file. */
  static boolean fits(String header, long offset, long size) {
    Matcher parts = FORM.matcher(header.strip());
    if (!parts.matches()) {
      return false;
    }
    long first = Long.parseLong(parts.group(1));
    long last = Long.parseLong(parts.group(2));
    String total = parts.group(3);
    return first == offset
        && last >= first
        && last < size
        && (total.equals("*") || Long.parseLong(total) == size);
  }
}
