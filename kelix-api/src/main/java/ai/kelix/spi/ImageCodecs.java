package ai.kelix.spi;

import ai.kelix.BackendException;
import java.util.ArrayList;
import java.util.List;
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
    List<ImageCodec> found = new ArrayList<>();
    ServiceLoader.load(ImageCodec.class).forEach(found::add);
    if (found.isEmpty()) {
      throw new BackendException(
          "no image codec found: add the dependency ai.kelix:kelix-imageio on a desktop or server");
    }
    if (found.size() > 1) {
      List<String> names = found.stream().map(c -> c.getClass().getName()).toList();
      throw new BackendException(
          "several image codecs found, keep one on the class path: " + names);
    }
    return found.get(0);
  }

  /** Defers the search until an image is read, and repeats it after a failure. */
  private static final class Holder {
    private static final Holder CODEC = new Holder();
    private volatile @Nullable ImageCodec codec;

    ImageCodec get() {
      ImageCodec known = codec;
      if (known == null) {
        known = find();
        codec = known;
      }
      return known;
    }
  }
}
