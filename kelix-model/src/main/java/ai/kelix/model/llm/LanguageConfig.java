package ai.kelix.model.llm;

import java.util.Set;

/** A language model that the engine can run: one that knows images, or one of text alone. */
public sealed interface LanguageConfig permits ArConfig, TextConfig {

  /** Returns the transformer and the block layout. */
  BackboneConfig backbone();

  /** Returns the ids of which any ends a turn. */
  Set<Integer> ends();
}
