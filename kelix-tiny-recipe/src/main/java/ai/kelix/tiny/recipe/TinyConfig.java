package ai.kelix.tiny.recipe;

import ai.kelix.formats.config.ArConfigReader;
import ai.kelix.formats.config.DitConfigReader;
import ai.kelix.formats.config.VaeConfigReader;
import ai.kelix.model.dit.DitConfig;
import ai.kelix.model.llm.ArConfig;
import ai.kelix.model.vae.VaeConfig;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * The shape of kelix-tiny, read from the released configuration formats.
 *
 * @param language tokenizer, backbone and block decoder
 * @param dit diffusion transformer
 * @param vae autoencoder
 */
record TinyConfig(ArConfig language, DitConfig dit, VaeConfig vae) {
  /** Side of every picture in pixels. */
  static final int SIDE = 112;

  static TinyConfig read() {
    return new TinyConfig(
        ArConfigReader.parse(text("config.json")),
        DitConfigReader.parse(text("dit/config.json")),
        VaeConfigReader.parse(text("vae/config.json")));
  }

  /** Returns a configuration file as it is shipped. */
  static String text(String path) {
    try (InputStream in = TinyConfig.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalStateException(
            "the resource " + path + " is missing from kelix-tiny-recipe");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the resource " + path, e);
    }
  }
}
