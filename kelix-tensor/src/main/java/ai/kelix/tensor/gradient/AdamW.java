package ai.kelix.tensor.gradient;

/**
 * Settings of the AdamW optimiser; the learning rate is given with each step.
 *
 * @param beta1 decay of the first moment
 * @param beta2 decay of the second moment
 * @param epsilon added to the root of the second moment
 * @param weightDecay decoupled decay, applied to variables of two and more dimensions only
 */
public record AdamW(double beta1, double beta2, double epsilon, double weightDecay) {}
