package ai.kelix.libtorch.internal;

import ai.kelix.BackendException;
import ai.kelix.platform.CacheFolder;
import ai.kelix.platform.UserPaths;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.bytedeco.javacpp.Loader;

/**
 * Finds out which build of libtorch's native libraries is there, and tells JavaCPP. The builds for
 * the processor alone and for CUDA lie in different artifacts; loading both would end the process.
 */
public final class NativeBuild {
  private static final String EXTENSION = "org.bytedeco.javacpp.platform.extension";
  private static final String CACHE = "org.bytedeco.javacpp.cachedir";
  private static final String LIMIT = "org.bytedeco.javacpp.maxPhysicalBytes";
  private static final String CUDA = "-gpu";

  private NativeBuild() {}

  /**
   * Chooses. Must be called before anything of libtorch is touched.
   *
   * @throws BackendException if both builds are there
   * @throws ai.kelix.KelixException if there is no folder to unpack into
   */
  public static void choose() {
    String found = extension(NativeBuild::isThere, Loader.Detector.getPlatform());
    if (System.getProperty(EXTENSION) == null) {
      System.setProperty(EXTENSION, found);
    }
    if (System.getProperty(LIMIT) == null) {
      // JavaCPP would ask the system for the size of the process whenever a handle is made, which
      // takes longer than a small operation, and refuse to work beyond four times the Java heap.
      System.setProperty(LIMIT, "0");
    }
    if (System.getProperty(CACHE) == null && isHomeless()) {
      Path cache = CacheFolder.choose(Optional.empty()).resolve("javacpp");
      System.setProperty(CACHE, cache.toString());
    }
  }

  /** JavaCPP would unpack into a folder named like what Java says of a missing home. */
  private static boolean isHomeless() {
    String home = System.getProperty("user.home", "");
    return new UserPaths(Map.of(), System.getProperty("os.name", ""), home).home().isEmpty();
  }

  /** Returns what JavaCPP appends to the platform's name: nothing, or the mark of CUDA. */
  static String extension(Predicate<String> isThere, String platform) {
    boolean cuda = isThere.test(platform + CUDA);
    if (cuda && isThere.test(platform)) {
      throw new BackendException(
          "two builds of libtorch are on the class path, org.bytedeco:pytorch with the classifiers"
              + String.format(
                  Locale.ROOT,
                  " %s and %s; keep one, the second for CUDA",
                  platform,
                  platform + CUDA));
    }
    return cuda ? CUDA : "";
  }

  private static boolean isThere(String classifier) {
    String library = System.mapLibraryName("jnitorch");
    String resource = String.format(Locale.ROOT, "org/bytedeco/pytorch/%s/%s", classifier, library);
    return NativeBuild.class.getClassLoader().getResource(resource) != null;
  }
}
