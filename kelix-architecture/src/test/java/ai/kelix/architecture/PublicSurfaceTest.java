package ai.kelix.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Makes every change of the public surface of a published module a visible difference in {@code
 * docs/api}. After a wanted change run {@code mvn test -pl kelix-architecture -am
 * -Dtest=PublicSurfaceTest -Dsurefire.failIfNoSpecifiedTests=false -Dkelix.api.write=true}.
 */
class PublicSurfaceTest {
  private static final Path RECORDS = Reactor.ROOT.resolve("docs/api");

  static List<String> modules() {
    return Reactor.libraries();
  }

  @ParameterizedTest
  @MethodSource("modules")
  void isTheOneOnRecord(String module) throws Exception {
    String surface =
        PublicSurface.of(ModuleFinder.of(Reactor.compiled(module)).findAll().iterator().next());
    Path record = record(module);
    if (Boolean.getBoolean("kelix.api.write")) {
      Files.createDirectories(RECORDS);
      Files.writeString(record, surface);
    }
    assertThat(record).as("the record of %s", module).exists();
    assertThat(surface)
        .as("the surface of %s; see the comment of this test on how to record it anew", module)
        .isEqualTo(Files.readString(record).replace("\r\n", "\n"));
  }

  @Test
  void nothingIsOnRecordOfModulesThatAreGone() throws IOException {
    try (Stream<Path> records = Files.list(RECORDS)) {
      assertThat(records)
          .containsExactlyInAnyOrderElementsOf(
              modules().stream().map(PublicSurfaceTest::record).toList());
    }
  }

  private static Path record(String module) {
    return RECORDS.resolve(module + ".txt");
  }
}
