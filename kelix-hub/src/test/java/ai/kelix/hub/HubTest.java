package ai.kelix.hub;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** A fake hub with a small model, an empty cache, and little patience. */
abstract class HubTest {
  static final HubModel MODEL = new HubModel("someone", "tiny", HubModel.MAIN);
  static final String WEIGHTS = "model.safetensors";

  /** Short pauses; how long an answer takes is never what decides. */
  static final Patience LITTLE =
      new Patience(
          Duration.ofDays(1),
          Duration.ofDays(1),
          Duration.ofDays(1),
          4,
          Duration.ofMillis(5),
          Duration.ofMillis(200));

  @TempDir Path folder;
  final byte[] weights = random(300_000, 1);
  final FakeHub server =
      new FakeHub()
          .with("config.json", "{\"hidden_size\": 8}")
          .with("dit/config.json", "{}")
          .with(WEIGHTS, weights);

  @AfterEach
  void stop() {
    server.close();
  }

  Path cache() {
    return folder.resolve("hub");
  }

  Path blob(byte[] content) {
    return cache().resolve("models--someone--tiny/blobs/" + FakeHub.sha256(content));
  }

  Path partial() {
    return partial(weights);
  }

  private Path partial(byte[] content) {
    return blob(content).resolveSibling(FakeHub.sha256(content) + ".kelix.incomplete");
  }

  /** Breaks off when so many bytes of weights have arrived. */
  FakeHub.Fault dropAfter(int bytes) {
    return Faults.dropAfter(bytes, this::partial);
  }

  HubSettings settings() {
    return new HubSettings(server.endpoint(), cache(), Optional.empty(), false);
  }

  Surroundings surroundings() {
    return with(LITTLE);
  }

  static Surroundings with(Patience patience) {
    return new Surroundings(patience, Surroundings.USUAL.space(), Surroundings.USUAL.symbolic());
  }

  Hub hub() {
    return new Hub(settings(), surroundings());
  }

  Path download() {
    return hub().download(MODEL);
  }

  static byte[] random(int size, long seed) {
    byte[] bytes = new byte[size];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }
}
