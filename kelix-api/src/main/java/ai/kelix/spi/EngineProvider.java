package ai.kelix.spi;

import ai.kelix.Kelix;

/** Loads models; implemented once, by kelix-engine. */
public interface EngineProvider {

  /** Loads a model; the exceptions are those of {@link Kelix#load(String)}. */
  Kelix load(LoadRequest request);
}
