package ai.kelix.imageio;

import static org.assertj.core.api.Assertions.assertThat;

import ai.kelix.Image;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pictures need no temporary folder, which ImageIO uses where it can. */
class WithoutTemporaryFolderTest {
  @TempDir private Path folder;
  private final File before = ImageIO.getCacheDirectory();

  @AfterEach
  void restore() {
    ImageIO.setCacheDirectory(before);
  }

  @Test
  void encodesAndDecodesInMemory() throws IOException {
    Path gone = Files.createDirectory(folder.resolve("gone"));
    ImageIO.setUseCache(true);
    ImageIO.setCacheDirectory(gone.toFile());
    Files.delete(gone);
    Image image = Image.ofRgb(2, 1, new byte[] {1, 2, 3, 4, 5, 6});
    assertThat(Image.decode(image.toPng())).isEqualTo(image);
  }
}
