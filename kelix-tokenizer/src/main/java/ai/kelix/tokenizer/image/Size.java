package ai.kelix.tokenizer.image;

/**
 * Size of an image.
 *
 * @param height rows of pixels
 * @param width pixels in a row
 */
public record Size(int height, int width) {}
