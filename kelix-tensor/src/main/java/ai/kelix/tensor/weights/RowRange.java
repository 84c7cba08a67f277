package ai.kelix.tensor.weights;

/**
 * A range of rows of a stored tensor.
 *
 * @param first index of the first row
 * @param count how many
 */
public record RowRange(long first, long count) {}
