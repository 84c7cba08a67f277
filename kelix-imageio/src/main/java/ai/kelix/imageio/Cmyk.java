package ai.kelix.imageio;

/** Four inks to RGB, without colour management. */
final class Cmyk {
  private Cmyk() {}

  /** How much of the light a colour ink leaves that black has left; each value is 0 … 255. */
  static int light(int ink, int black) {
    int left = 255 - black;
    return left - Scale.by255(ink * left);
  }

  static void set(Canvas canvas, int pixel, int cyan, int magenta, int yellow, int black) {
    canvas.set(pixel, light(cyan, black), light(magenta, black), light(yellow, black));
  }
}
