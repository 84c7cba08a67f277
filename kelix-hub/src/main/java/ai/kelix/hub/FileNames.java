package ai.kelix.hub;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which of a hub's file names are fetched, and which are no honest names at all. The rules hold on
 * every system, so that a model that downloads on one does on all.
 */
final class FileNames {
  private static final List<String> WANTED = List.of(".json", ".safetensors", ".txt", ".jinja");
  private static final int MAX_LENGTH = 1000;
  private static final int MAX_SEGMENT = 200;
  private static final int MAX_DEPTH = 16;

  private static final Pattern DRIVE = Pattern.compile("[A-Za-z]:.*", Pattern.DOTALL);
  private static final Pattern UNPORTABLE =
      Pattern.compile(".*[:*?\"<>|].*|.*[. ]", Pattern.DOTALL);
  private static final Pattern DEVICE =
      Pattern.compile("(?i)(con|prn|aux|nul|com[0-9]|lpt[0-9])(\\..*)?", Pattern.DOTALL);

  private FileNames() {}

  /** Whether Kelix reads such a file; never what could hold code, as pickles do. */
  static boolean isWanted(String path) {
    return WANTED.stream().anyMatch(path::endsWith);
  }

  /**
   * Checks a name that no file system would have to be asked about, wanted or not.
   *
   * @throws HubProtocolException if it leads out of the folder or cannot be written on every system
   */
  static void check(String path) {
    if (path.length() > MAX_LENGTH || path.codePoints().anyMatch(Character::isISOControl)) {
      throw refused(path, "is longer than any file name or holds control characters");
    }
    if (path.indexOf('\\') >= 0 || DRIVE.matcher(path).matches()) {
      throw refused(path, "holds a backslash or a drive letter");
    }
    String[] segments = path.split("/", -1);
    if (segments.length > MAX_DEPTH) {
      throw refused(
          path, String.format(Locale.ROOT, "is nested deeper than %d folders", MAX_DEPTH));
    }
    for (String segment : segments) {
      if (segment.isEmpty() || segment.equals(".") || segment.equals("..")) {
        throw refused(path, "leads out of the model folder");
      }
      if (isWanted(path) && !isPortable(segment)) {
        throw refused(path, "cannot be written on every system");
      }
    }
  }

  private static boolean isPortable(String segment) {
    return segment.length() <= MAX_SEGMENT
        && !UNPORTABLE.matcher(segment).matches()
        && !DEVICE.matcher(segment).matches();
  }

  /**
   * Checks that files can lie side by side, also where upper and lower case are one.
   *
   * @throws HubProtocolException if two are the same, or one is a folder of another
   */
  static void checkTogether(List<RemoteFile> files) {
    Map<String, String> names = new HashMap<>();
    Set<String> folders = new HashSet<>();
    for (RemoteFile file : files) {
      String key = file.path().toLowerCase(Locale.ROOT);
      String other = names.put(key, file.path());
      if (other != null) {
        throw refused(
            file.path(),
            String.format(Locale.ROOT, "is listed twice, also as '%s'", Quoted.text(other)));
      }
      for (int i = key.indexOf('/'); i >= 0; i = key.indexOf('/', i + 1)) {
        folders.add(key.substring(0, i));
      }
    }
    names.forEach(
        (key, path) -> {
          if (folders.contains(key)) {
            throw refused(path, "is listed as a file and as a folder");
          }
        });
  }

  private static HubProtocolException refused(String path, String why) {
    return new HubProtocolException(
        String.format(
            Locale.ROOT,
            "the hub lists a file named '%s', which %s; nothing was downloaded",
            Quoted.text(path),
            why));
  }
}
