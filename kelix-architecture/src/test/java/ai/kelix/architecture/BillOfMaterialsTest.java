package ai.kelix.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class BillOfMaterialsTest {
  private static final String MANAGED = "/project/dependencyManagement/dependencies/dependency";
  private static final Pom BOM = Pom.of(Reactor.ROOT.resolve("kelix-bom"));

  @Test
  void listsEveryPublishedModuleAndNoOther() {
    List<String> listed = BOM.values(MANAGED + "[groupId='ai.kelix' and not(type)]/artifactId");
    assertThat(listed)
        .doesNotHaveDuplicates()
        .containsExactlyInAnyOrderElementsOf(Reactor.libraries());
  }

  @Test
  void managesEveryModuleAtItsOwnVersion() {
    assertThat(BOM.values(MANAGED + "[groupId='ai.kelix']/version"))
        .containsOnly("${project.version}");
    assertThat(BOM.values("/project/version"))
        .isEqualTo(Pom.of(Reactor.ROOT).values("/project/version"));
  }

  @Test
  void everyPublishedModuleSaysWhatItIs() {
    for (String module : Reactor.published()) {
      Pom pom = Pom.of(Reactor.ROOT.resolve(module));
      assertThat(pom.values("/project/name")).as(module).hasSize(1);
      assertThat(pom.values("/project/description")).as(module).hasSize(1);
    }
  }
}
