package ai.kelix;

import java.nio.file.Path;
import java.util.Objects;

/**
 * A loaded model: the four calls load, tokenize, understand and generate.
 *
 * <p>Thread-safe: calls from several threads run side by side or wait their turn, as the backend
 * allows. {@link #close} waits for work in flight and may be called again; every call after it is
 * an {@link IllegalStateException}.
 *
 * <p>Calls that wait for a result do all work on the calling thread. An interrupt ends them, behind
 * the piece of work in progress, with an {@link InterruptedCallException}; on threads of Reactor
 * that must not block they are refused with an {@link IllegalStateException}, as Reactor refuses
 * its own. Streams compute on threads of the model, which end when it is closed, and deliver as
 * {@link Understanding#stream} says.
 */
public interface Kelix extends AutoCloseable {

  /**
   * Loads a model with default settings.
   *
   * <p>A name is looked for as an embedded model, then as a folder, then, with {@code kelix-hub} on
   * the class path, as {@code OWNER/NAME} or {@code OWNER/NAME@REVISION} of a Hugging Face hub,
   * from which it is downloaded once.
   *
   * @param nameOrFolder the name of an embedded model, such as {@code kelix-tiny}, the path of a
   *     folder in the released format or of a Qwen3 in Hugging Face's, or the name of a model to
   *     download
   * @throws ModelNotFoundException if there is none of them
   * @throws KelixException if the model cannot be downloaded; the cases are in {@code kelix-hub}
   * @throws InvalidModelException if the files are incomplete or malformed
   * @throws BackendException if no backend can run here
   * @throws InsufficientMemoryException if the model does not fit
   * @throws InterruptedCallException if the calling thread is interrupted
   * @throws IllegalStateException on a thread of Reactor that must not block
   */
  static Kelix load(String nameOrFolder) {
    return builder(nameOrFolder).load();
  }

  /** Loads a model from a folder, never by name; see {@link #load(String)}. */
  static Kelix load(Path folder) {
    Objects.requireNonNull(folder, "folder is null");
    // An absolute path can be mistaken neither for an embedded model nor for one to download.
    return load(folder.toAbsolutePath().toString());
  }

  /** Starts loading with settings. */
  static KelixBuilder builder(String nameOrFolder) {
    return new KelixBuilder(nameOrFolder);
  }

  /**
   * Turns an image into discrete codes (kelix-ar §4–§6). Deterministic. One piece of work: an
   * interrupt that comes meanwhile stays set and is for the next call.
   *
   * @throws InterruptedCallException if the calling thread is interrupted already
   * @throws InvalidImageException if the image is more than 200 times as long as wide
   * @throws MissingPartException if the model knows text alone
   */
  VisualTokens tokenize(Image image);

  /** Asks a question about an image and waits for the answer. */
  default Answer understand(Image image, String question) {
    return understand(Prompt.of(image, question)).answer();
  }

  /** Prepares a request with default options. */
  default Understanding understand(Prompt prompt) {
    return understand(prompt, UnderstandingOptions.DEFAULTS);
  }

  /**
   * Prepares a request. When it runs, an image in the prompt of a model of text alone is a {@link
   * MissingPartException}.
   */
  Understanding understand(Prompt prompt, UnderstandingOptions options);

  /** Begins a conversation, whose turns build on each other. Close it before the model. */
  Conversation converse();

  /** Paints an image from a description and waits for it. */
  default GeneratedImage generate(String description) {
    return generate(Prompt.of(description)).image();
  }

  /** Prepares a request with default options. */
  default Generation generate(Prompt prompt) {
    return generate(prompt, GenerationOptions.DEFAULTS);
  }

  /**
   * Prepares a request. When it runs, a model without an image decoder answers with a {@link
   * MissingPartException}.
   */
  Generation generate(Prompt prompt, GenerationOptions options);

  /** Tells what was loaded. */
  ModelInfo model();

  /**
   * Waits for calls in flight and for the piece of work that a stream is at, then frees everything
   * native. Idempotent. Every stream that has not ended ends with an {@link IllegalStateException}.
   * Subscribers are not waited for: neither one that stopped requesting nor one that blocks holds
   * up the closing, and each may close the model itself. The model's threads end, except those on
   * which a subscriber is being told something, which end as soon as it returns.
   */
  @Override
  void close();
}
