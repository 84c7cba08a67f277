package ai.kelix.tools.verify;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A number with which training was recorded and that no tensor tells. A folder states it in {@code
 * arguments.json} under {@link #group} and {@link #key}, or in the words of its README; the
 * published recordings' number stands behind both as an assumption.
 */
enum Setting {
  /** w_cb (kelix-training §2.3.2). */
  CODEBOOK_WEIGHT("quantizers", "w_cb NUMBER", 1),
  /** β (kelix-training §2.3.2). */
  COMMITMENT_WEIGHT("quantizers", "w_cb \\S+ β NUMBER", 0.25),
  /** L of each channel (kelix-training §2.7). */
  FSQ_LEVELS("quantizers", "Σ \\(q\\+[0-9]+\\)·NUMBER\\^j", 16),
  /** Rows of a mini-batch (kelix-training §2.1.3). */
  KMEANS_BATCH("quantizers", "batches of NUMBER consecutive rows", 128),
  /** {@code num_stop_steps} of the schedule that has some (kelix-training §5.4). */
  STOP_STEPS("optim", "num_stop_steps NUMBER", 2),
  /** w of the rates of AdamW. */
  RATES_WARMUP("optim", "cosine, w NUMBER, T", 2),
  /** T of the rates of AdamW. */
  RATES_TOTAL("optim", "cosine, w \\S+ T NUMBER", 10),
  /** r of the rates of AdamW. */
  RATES_FLOOR("optim", "cosine, w \\S+ T \\S+ floor NUMBER", 0.1),
  /** λ of AdamW (kelix-training §5.1). */
  WEIGHT_DECAY("optim", "AdamW weight decay NUMBER", 0.1),
  /** β₁ of AdamW. */
  BETA1("optim", "AdamW weight decay \\S+ β NUMBER/", 0.9),
  /** β₂ of AdamW. */
  BETA2("optim", "AdamW weight decay \\S+ β [^/]+/NUMBER", 0.95),
  /** Epsilon of AdamW. */
  EPSILON("optim", "AdamW weight decay \\S+ β \\S+ eps NUMBER", 1e-8),
  /** Largest norm of gradients (kelix-training §5.2). */
  NORM_CLIP("optim", "norm clip NUMBER", 1),
  /** Largest element of gradients (kelix-training §5.2). */
  VALUE_CLIP("optim", "value clip NUMBER", 0.5),
  /** Learning rate of trajectories. */
  TRAJECTORY_RATE("trajectory", "\\(lr NUMBER constant", 1e-3),
  /** β₁ of trajectories. */
  TRAJECTORY_BETA1("trajectory", "\\(lr \\S+ constant, β NUMBER/", 0.9),
  /** β₂ of trajectories. */
  TRAJECTORY_BETA2("trajectory", "\\(lr \\S+ constant, β [^/]+/NUMBER", 0.95),
  /** Epsilon of trajectories. */
  TRAJECTORY_EPSILON("trajectory", "\\(lr \\S+ constant, β \\S+ eps NUMBER", 1e-8),
  /** Largest norm of gradients of trajectories. */
  TRAJECTORY_CLIP("trajectory", "\\(lr [^)]*global norm NUMBER", 1);

  private static final String NUMBER = "([0-9]+(?:\\.[0-9]+)?(?:e[+-]?[0-9]+)?)";

  private final String group;
  private final Pattern words;
  private final double published;

  Setting(String group, String words, double published) {
    this.group = group;
    this.words = Pattern.compile(words.replace(" ", "\\s+").replace("NUMBER", NUMBER));
    this.published = published;
  }

  String group() {
    return group;
  }

  String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns what the README says it in; the first group is the number. */
  Pattern words() {
    return words;
  }

  /** Returns the number of the published recordings. */
  double published() {
    return published;
  }
}
