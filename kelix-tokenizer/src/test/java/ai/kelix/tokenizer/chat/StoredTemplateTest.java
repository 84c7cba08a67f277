package ai.kelix.tokenizer.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.kelix.tokenizer.TokenizerFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoredTemplateTest {
  @TempDir private Path folder;

  @Test
  void knowsThatQwen3SaysNothingByDefault() {
    Path qwen3 = Path.of(System.getProperty("kelix.fixtures"), "tokenizer");
    assertThat(StoredTemplate.defaultSystem(qwen3)).isEmpty();
  }

  @Test
  void findsTheDefaultThatOthersSpellOut() throws IOException {
    write(
        "{%- if not system %}{{- '<|im_start|>system\\nYou are a bird.<|im_end|>\\n' }}{% endif %}");
    assertThat(StoredTemplate.defaultSystem(folder)).contains("You are a bird.");
  }

  @Test
  void takesAFolderWithoutTemplateAsThePlainest() throws IOException {
    assertThat(StoredTemplate.defaultSystem(folder)).isEmpty();
    Files.writeString(folder.resolve("tokenizer_config.json"), "{\"chat_template\": null}");
    assertThat(StoredTemplate.defaultSystem(folder)).isEmpty();
  }

  @Test
  void refusesTurnsOfAnotherForm() throws IOException {
    write("<|start_header_id|>{{ role }}<|end_header_id|>");
    assertRefused();
    write("{{ bos_token }}<|im_start|>user<|im_end|>");
    assertRefused();
  }

  @Test
  void takesTheDefaultOfSeveralTemplates() throws IOException {
    Files.writeString(
        folder.resolve("tokenizer_config.json"),
        "{\"chat_template\": [{\"name\": \"rag\", \"template\": \"x\"},"
            + " {\"name\": \"default\", \"template\": \"[INST]\"}]}");
    assertRefused();
  }

  private void assertRefused() {
    assertThatThrownBy(() -> StoredTemplate.defaultSystem(folder))
        .isInstanceOf(TokenizerFormatException.class)
        .hasMessageContainingAll(folder.toString(), "expected turns of the form");
  }

  private void write(String template) throws IOException {
    Files.writeString(folder.resolve("chat_template.jinja"), template);
  }
}
