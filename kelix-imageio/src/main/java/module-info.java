/** Image files on desktop and server; found as a service, nothing to call. */
module ai.kelix.imageio {
  requires static org.jspecify;
  requires ai.kelix;
  requires java.desktop;

  provides ai.kelix.spi.ImageCodec with
      ai.kelix.imageio.ImageIoCodec;
}
