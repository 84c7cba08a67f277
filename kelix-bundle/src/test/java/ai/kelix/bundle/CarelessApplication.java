package ai.kelix.bundle;

import ai.kelix.Image;
import ai.kelix.Kelix;

/** A web application that ends without closing its model, which has never streamed. */
public final class CarelessApplication implements Runnable {

  @Override
  public void run() {
    Kelix.load("kelix-tiny").tokenize(Image.ofRgb(64, 64, new byte[64 * 64 * 3]));
  }
}
