package ai.kelix;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ModuleDescriptorTest {

  @Test
  void exportsTheFaceAndTheProviderInterfacesAlone() throws Exception {
    Path classes = Path.of(Kelix.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    ModuleDescriptor module = ModuleFinder.of(classes).find("ai.kelix").orElseThrow().descriptor();
    assertThat(module.exports().stream().filter(export -> !export.isQualified()))
        .extracting(ModuleDescriptor.Exports::source)
        .containsExactlyInAnyOrder("ai.kelix", "ai.kelix.spi");
    assertThat(module.uses())
        .containsExactlyInAnyOrder("ai.kelix.spi.EngineProvider", "ai.kelix.spi.ImageCodec");
  }
}
