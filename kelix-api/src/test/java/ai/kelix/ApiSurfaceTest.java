package ai.kelix;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * Makes every change of the public surface a visible difference. After a wanted change run {@code
 * mvn test -pl kelix-bom,kelix-api -Dtest=ApiSurfaceTest -Dkelix.api.write=true}.
 */
class ApiSurfaceTest {
  private static final Path DUMP =
      Path.of(System.getProperty("kelix.fixtures")).resolveSibling("docs/api/kelix-api.txt");

  @Test
  void publicSurfaceIsTheOneOnRecord() throws Exception {
    Path classes = Path.of(Kelix.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    String surface = ApiSurface.of(classes);
    if (Boolean.getBoolean("kelix.api.write")) {
      Files.createDirectories(DUMP.getParent());
      Files.writeString(DUMP, surface);
    }
    assertThat(surface)
        .as("the surface of kelix-api; see the comment of this test on how to record it anew")
        .isEqualTo(Files.readString(DUMP).replace("\r\n", "\n"));
  }
}
