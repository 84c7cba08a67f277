package ai.kelix.tokenizer.text;

/**
 * Where hashes of this process begin. It differs from process to process, so that no file can be
 * made whose tokens or merges all fall into one place of a table.
 */
final class HashSeed {
  static final long VALUE = System.nanoTime() * 0x9E3779B97F4A7C15L;

  private HashSeed() {}
}
