package ai.kelix.spi;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** A model that travels as a dependency; unpacked once into the cache before it is mapped. */
public interface EmbeddedModel {

  /** Returns the name for {@link ai.kelix.Kelix#load(String)}. */
  String name();

  /** Returns the files of the model folder. */
  List<Entry> entries();

  /** Opens one file. */
  InputStream open(Entry entry) throws IOException;

  /**
   * One file of the model folder.
   *
   * @param path relative to the folder, with forward slashes
   * @param bytes its size
   * @param sha256 its digest in lower-case hexadecimal
   */
  record Entry(String path, long bytes, String sha256) {}
}
