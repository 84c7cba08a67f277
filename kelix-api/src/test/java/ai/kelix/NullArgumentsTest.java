package ai.kelix;

import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Callers without null checks of their own are told which argument is missing. */
class NullArgumentsTest {
  private static final Image IMAGE = Image.ofRgb(1, 1, new byte[3]);
  private static final Path FOLDER = Path.of("folder");

  @TestFactory
  List<DynamicTest> areRefusedByName() {
    return List.of(
        refused("image", () -> Prompt.of(none(), "what?")),
        refused("question", () -> Prompt.of(IMAGE, none())),
        refused("text", () -> Prompt.of(NullArgumentsTest.<String>none())),
        refused("text", () -> Prompt.builder().system(none())),
        refused("tokens", () -> Prompt.builder().tokens(none())),
        refused("system", () -> new Prompt(none(), List.of(new Prompt.Text("a")))),
        refused("parts", () -> new Prompt(Optional.empty(), none())),
        refused("rgb", () -> Image.ofRgb(1, 1, none())),
        refused("file", () -> Image.read(NullArgumentsTest.<Path>none())),
        refused("stream", () -> Image.read(NullArgumentsTest.<InputStream>none())),
        refused("encoded", () -> Image.decode(NullArgumentsTest.<byte[]>none())),
        refused("encoded", () -> Image.decode(NullArgumentsTest.<ByteBuffer>none())),
        refused("target", () -> IMAGE.copyRgb(none(), 0)),
        refused("file", () -> IMAGE.writePng(none())),
        refused("codes", () -> VisualTokens.of(1, 1, 1, 1, none())),
        refused("bytes", () -> VisualTokens.fromBytes(none())),
        refused("sampling", () -> UnderstandingOptions.DEFAULTS.withSampling(none())),
        refused("stopRule", () -> UnderstandingOptions.DEFAULTS.withStopRule(none())),
        refused("sampling", () -> GenerationOptions.DEFAULTS.withSampling(none())),
        refused("solver", () -> GenerationOptions.DEFAULTS.withSolver(none())),
        refused("mode", () -> new Sampling.Random(none(), 1, 0, 1)),
        refused("nameOrFolder", () -> Kelix.builder(none())),
        refused("nameOrFolder", () -> Kelix.load(NullArgumentsTest.<String>none())),
        refused("folder", () -> Kelix.load(NullArgumentsTest.<Path>none())),
        refused("name", () -> Kelix.builder("a").backend(none())),
        refused("name", () -> Kelix.builder("a").device(none())),
        refused("dit", () -> Kelix.builder("a").imageDecoder(none(), FOLDER)),
        refused("vae", () -> Kelix.builder("a").imageDecoder(FOLDER, none())),
        refused("folder", () -> Kelix.builder("a").cache(none())),
        refused("listener", () -> Kelix.builder("a").onDownload(none())));
  }

  private static DynamicTest refused(String argument, ThrowingCallable call) {
    return DynamicTest.dynamicTest(
        argument,
        () -> assertThatNullPointerException().isThrownBy(call).withMessage(argument + " is null"));
  }

  @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
  private static <T> T none() {
    return null;
  }
}
