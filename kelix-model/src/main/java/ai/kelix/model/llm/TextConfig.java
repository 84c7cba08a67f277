package ai.kelix.model.llm;

import java.util.Set;

/**
 * A language model of text alone, as Hugging Face lays out Qwen3: the same transformer, whose
 * blocks hold one id each and need no block decoder.
 *
 * @param backbone the transformer, with no visual codes and no ids that images need
 * @param ends the ids of which any ends a turn
 * @param tied whether the LM head is the embedding table
 */
public record TextConfig(BackboneConfig backbone, Set<Integer> ends, boolean tied)
    implements LanguageConfig {

  /** Copies the set. */
  public TextConfig {
    ends = Set.copyOf(ends);
  }
}
