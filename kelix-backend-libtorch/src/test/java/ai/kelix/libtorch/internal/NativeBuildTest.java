package ai.kelix.libtorch.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.kelix.BackendException;
import java.util.Set;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;

class NativeBuildTest {

  @Test
  void takesTheBuildThatIsThere() {
    assertThat(NativeBuild.extension(Set.of("linux-x86_64")::contains, "linux-x86_64")).isEmpty();
    assertThat(NativeBuild.extension(Set.of("linux-x86_64-gpu")::contains, "linux-x86_64"))
        .isEqualTo("-gpu");
  }

  @Test
  void refusesBothBuildsBecauseLoadingThemEndsTheProcess() {
    Set<String> both = Set.of("linux-x86_64", "linux-x86_64-gpu");
    assertThatThrownBy(() -> NativeBuild.extension(both::contains, "linux-x86_64"))
        .isInstanceOf(BackendException.class)
        .hasMessageContainingAll("two builds", "keep one");
  }

  /** Asking for it takes longer than a small operation. */
  @Test
  void doesNotAskForTheSizeOfTheProcessWithEachHandle() {
    NativeBuild.choose();
    assertThat(Pointer.maxPhysicalBytes()).isZero();
  }
}
