package ai.kelix.model.tok;

import java.util.Arrays;
import java.util.Locale;

/**
 * How often each code was chosen, over all rows and ranks of a step or of a window of steps
 * (kelix-training §2.4). Not thread-safe.
 */
public final class CodeUsage {
  /** Added under the logarithm, as the reference does. */
  private static final double EPS = 1e-10;

  private final int codebooks;
  private final int codes;
  private final long[] counts;

  /**
   * Begins with no row.
   *
   * @param codebooks N
   * @param codes K, codes of one codebook
   */
  public CodeUsage(int codebooks, int codes) {
    this.codebooks = codebooks;
    this.codes = codes;
    this.counts = new long[Math.multiplyExact(codebooks, codes)];
  }

  /**
   * Counts chosen codes.
   *
   * @param indices {@code [T, N]}, each in {@code 0 … K − 1}
   */
  public void add(long[] indices) {
    for (int i = 0; i < indices.length; i++) {
      if (indices[i] < 0 || indices[i] >= codes) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT, "code %d is none of the %d codes of a codebook", indices[i], codes));
      }
      counts[i % codebooks * codes + (int) indices[i]]++;
    }
  }

  /** Returns the counts, {@code [N, K]}. */
  public long[] counts() {
    return counts.clone();
  }

  /** Returns the exponential of each codebook's entropy, {@code [N]}. */
  public double[] perplexity() {
    double[] result = new double[codebooks];
    for (int n = 0; n < codebooks; n++) {
      long[] own = own(n);
      double all = Arrays.stream(own).sum();
      double entropy = 0;
      for (long count : own) {
        double share = count / all;
        entropy -= count == 0 ? 0 : share * Math.log(share + EPS);
      }
      result[n] = Math.exp(entropy);
    }
    return result;
  }

  /** Returns the share of each codebook's codes that were chosen at all, {@code [N]}. */
  public double[] usage() {
    double[] result = new double[codebooks];
    for (int n = 0; n < codebooks; n++) {
      result[n] = (double) Arrays.stream(own(n)).filter(count -> count > 0).count() / codes;
    }
    return result;
  }

  private long[] own(int codebook) {
    return Arrays.copyOfRange(counts, codebook * codes, (codebook + 1) * codes);
  }
}
