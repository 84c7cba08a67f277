/** The text and image front end: tokenizer, chat template, pixels and the block sequence. */
module ai.kelix.tokenizer {
  requires static transitive org.jspecify;
  requires transitive ai.kelix;
  requires com.fasterxml.jackson.databind;

  exports ai.kelix.tokenizer;
  exports ai.kelix.tokenizer.block;
  exports ai.kelix.tokenizer.chat;
  exports ai.kelix.tokenizer.image;
  exports ai.kelix.tokenizer.json to
      ai.kelix.formats;
  exports ai.kelix.tokenizer.text;
}
