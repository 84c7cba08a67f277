package ai.kelix.hub;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Reads the hub's description of a model, bounded in size, depth and number of files. */
final class ListingReader {
  /** Room for tens of thousands of files; real models have dozens. */
  static final int MAX_BYTES = 16 << 20;

  private static final int MAX_FILES = 10_000;

  private static final ObjectMapper MAPPER =
      new ObjectMapper(
              JsonFactory.builder()
                  // A pooled buffer would stay with the thread, and with it this class loader.
                  .recyclerPool(JsonRecyclerPools.nonRecyclingPool())
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(32)
                          .maxNumberLength(64)
                          .maxNameLength(4096)
                          .maxStringLength(1 << 20)
                          .maxTokenCount(2_000_000)
                          .build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  // Interned or canonicalised names would stay in memory for the life of the
                  // process.
                  .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                  .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private ListingReader() {}

  /**
   * Reads a description.
   *
   * @throws HubProtocolException if it is malformed, lists a name that is none, or nothing to fetch
   */
  static Listing read(byte[] json, HubModel model) {
    JsonNode tree = parse(json);
    String commit = text(tree, "sha");
    if (!HubModel.isCommit(commit)) {
      throw malformed("gives the commit '%s', expected 40 hexadecimal digits", commit);
    }
    JsonNode siblings = tree.path("siblings");
    if (!siblings.isArray() || siblings.size() > MAX_FILES) {
      throw malformed("has no list of at most %s files", String.valueOf(MAX_FILES));
    }
    List<RemoteFile> files = new ArrayList<>();
    for (JsonNode sibling : siblings) {
      String path = text(sibling, "rfilename");
      FileNames.check(path);
      if (FileNames.isWanted(path)) {
        files.add(file(path, sibling));
      }
    }
    FileNames.checkTogether(files);
    if (files.isEmpty()) {
      throw malformed("lists no *.json, *.safetensors, *.txt or *.jinja of %s", model.toString());
    }
    return new Listing(commit, files);
  }

  private static RemoteFile file(String path, JsonNode sibling) {
    JsonNode large = sibling.path("lfs");
    return large.isObject()
        ? new RemoteFile(
            path, size(path, large), new Checksum(Checksum.Kind.SHA256, text(large, "sha256")))
        : new RemoteFile(
            path,
            size(path, sibling),
            new Checksum(Checksum.Kind.GIT_BLOB, text(sibling, "blobId")));
  }

  private static long size(String path, JsonNode node) {
    JsonNode size = node.path("size");
    if (!size.isIntegralNumber() || !size.canConvertToLong()) {
      throw malformed("gives no size of '%s'; does the mirror answer ?blobs=true", path);
    }
    return size.longValue();
  }

  private static String text(JsonNode node, String field) {
    JsonNode text = node.path(field);
    if (!text.isTextual()) {
      throw malformed("has no text '%s' where it is needed", field);
    }
    return text.textValue();
  }

  private static JsonNode parse(byte[] json) {
    try {
      return MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      throw malformed("is no valid JSON: %s", e.getOriginalMessage());
    } catch (IOException e) {
      throw malformed("is no valid JSON: %s", e.toString());
    }
  }

  private static HubProtocolException malformed(String found, String detail) {
    return new HubProtocolException(
        "the hub's list of files " + String.format(Locale.ROOT, found, Quoted.text(detail)));
  }
}
