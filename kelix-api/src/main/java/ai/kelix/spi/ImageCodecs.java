package ai.kelix.spi;

import ai.kelix.BackendException;
import ai.kelix.platform.Installed;
import java.util.List;
import java.util.Objects;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/** Finds the image codec on the class path. */
public final class ImageCodecs {

  private ImageCodecs() {}

  /**
   * Returns the only codec installed.
   *
   * @throws BackendException if there is none or more than one
   */
  public static ImageCodec installed() {
    return Holder.CODEC.get();
  }

  private static ImageCodec find() {
    Installed<ImageCodec> installed =
        Installed.find(ImageCodec.class, loader -> ServiceLoader.load(ImageCodec.class, loader));
    List<ImageCodec> found = installed.usable();
    if (found.isEmpty()) {
      throw new BackendException(
          "no image codec found: add the dependency ai.kelix:kelix-imageio on a desktop or server"
              + installed.complaint());
    }
    if (found.size() > 1) {
      List<String> names = found.stream().map(c -> c.getClass().getName()).toList();
      throw new BackendException(
          "several image codecs found, keep one on the class path: " + names);
    }
    return found.get(0);
  }

  /**
   * Defers the search until an image is read, and repeats it after a failure. What another class
   * loader brought is found anew each time: another application may have another one, and this
   * class may outlive both.
   */
  private static final class Holder {
    private static final Holder CODEC = new Holder();
    private volatile @Nullable ImageCodec own;

    ImageCodec get() {
      ImageCodec known = own;
      if (known != null) {
        return known;
      }
      ImageCodec found = find();
      ClassLoader library = ImageCodecs.class.getClassLoader();
      if (Objects.equals(found.getClass().getClassLoader(), library)) {
        own = found;
      }
      return found;
    }
  }
}
