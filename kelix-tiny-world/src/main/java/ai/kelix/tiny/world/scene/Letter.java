package ai.kelix.tiny.world.scene;

/**
 * A letter of a drawn word and where it stands.
 *
 * @param letter in lower case, however it is drawn
 * @param x middle of the letter in pixels from the left
 * @param y middle of the whole word in pixels from the top
 */
public record Letter(char letter, double x, double y) {}
