package ai.kelix.model.llm;

import ai.kelix.model.tok.TokenizerConfig;
import java.util.Set;

/**
 * The autoregressive side: image tokenizer, backbone and block decoder (kelix-ar §2).
 *
 * @param backbone {@code qwen_config}
 * @param tokenizer {@code tokenizer_config}
 * @param blockDecoder {@code token_decoder_config}
 */
public record ArConfig(
    BackboneConfig backbone, TokenizerConfig tokenizer, BlockDecoderConfig blockDecoder)
    implements LanguageConfig {

  @Override
  public Set<Integer> ends() {
    return Set.of(backbone.eosId());
  }
}
