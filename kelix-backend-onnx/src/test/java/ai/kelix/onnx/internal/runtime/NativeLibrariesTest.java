package ai.kelix.onnx.internal.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeLibrariesTest {
  @TempDir Path cache;

  @Test
  void unpacksOnceAndRepairsTruncatedFiles() throws IOException {
    Path folder = unpacked();
    Path library = folder.resolve(System.mapLibraryName("onnxruntime"));
    long size = Files.size(library);
    assertThat(size).isGreaterThan(1_000_000);
    FileTime old = FileTime.fromMillis(1_000_000_000_000L);
    Files.setLastModifiedTime(library, old);
    unpacked();
    assertThat(Files.getLastModifiedTime(library)).isEqualTo(old);
    Files.write(library, new byte[10]);
    unpacked();
    assertThat(Files.size(library)).isEqualTo(size);
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .noneMatch(name -> name.startsWith("unpacking"));
    }
  }

  private Path unpacked() {
    Optional<Path> folder = NativeLibraries.unpacked(cache);
    assumeThat(folder).as("a platform with libraries in the jar").isPresent();
    return folder.orElseThrow();
  }

  @Test
  void leavesUnpackingToTheRuntimeWhereTheCacheCannotBeWritten() throws IOException {
    Path file = Files.createFile(cache.resolve("file"));
    assertThat(NativeLibraries.unpacked(file)).isEmpty();
  }

  @Test
  void knowsThePlatformsOfTheJar() {
    assertThat(NativeLibraries.platform("Linux", "amd64")).isEqualTo("linux-x64");
    assertThat(NativeLibraries.platform("Linux", "aarch64")).isEqualTo("linux-aarch64");
    assertThat(NativeLibraries.platform("Mac OS X", "aarch64")).isEqualTo("osx-aarch64");
    assertThat(NativeLibraries.platform("Windows 11", "amd64")).isEqualTo("win-x64");
    for (List<String> missing :
        List.of(List.of("Mac OS X", "x86_64"), List.of("Windows 11", "aarch64"))) {
      assertThat(NativeLibraries.platform(missing.get(0), missing.get(1))).isNull();
    }
  }

  @Test
  void leavesNoTraceInTheSystemProperties() {
    String before = System.getProperty("onnxruntime.native.path");
    RuntimeLibrary.load();
    assertThat(System.getProperty("onnxruntime.native.path")).isEqualTo(before);
  }
}
