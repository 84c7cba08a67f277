package ai.kelix.model.tiny;

import static org.assertj.core.api.Assertions.assertThat;

import ai.kelix.spi.EmbeddedModel;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class TinyModelTest {

  @Test
  void everyListedFileIsThereUnchanged() throws Exception {
    TinyModel model = new TinyModel();
    assertThat(model.entries()).isNotEmpty();
    for (EmbeddedModel.Entry entry : model.entries()) {
      byte[] content = content(model, entry);
      assertThat(content).hasSize(Math.toIntExact(entry.bytes()));
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
      assertThat(HexFormat.of().formatHex(digest)).isEqualTo(entry.sha256());
    }
  }

  @Test
  void staysUnder48Megabytes() {
    long bytes = new TinyModel().entries().stream().mapToLong(EmbeddedModel.Entry::bytes).sum();
    assertThat(bytes).isLessThan(48L << 20);
  }

  @Test
  void isFoundAsAService() {
    assertThat(ServiceLoader.load(EmbeddedModel.class))
        .anyMatch(model -> model.name().equals("kelix-tiny"));
  }

  private static byte[] content(TinyModel model, EmbeddedModel.Entry entry) throws IOException {
    try (InputStream in = model.open(entry)) {
      return in.readAllBytes();
    }
  }
}
