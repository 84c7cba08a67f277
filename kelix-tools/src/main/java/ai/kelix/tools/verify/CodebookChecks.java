package ai.kelix.tools.verify;

import ai.kelix.model.tok.CodeUsage;
import ai.kelix.tensor.program.HostTensor;
import ai.kelix.tools.codebook.Clustering;
import java.util.Arrays;

/** K-means and the use of codes (kelix-training §2.1.3, §2.4); the same on every backend. */
final class CodebookChecks {
  private static final String PASS = "kmeans.after_pass";
  private static final String LLOYD = "kmeans.lloyd.after";

  private final Section section;
  private final StatedSettings settings;

  /**
   * Prepares checks.
   *
   * @param section of {@code quantizers.safetensors}
   */
  CodebookChecks(Section section, StatedSettings settings) {
    this.section = section;
    this.settings = settings;
  }

  void run() {
    section.group("stats.", this::usage);
    section.group("kmeans.lloyd.", this::lloyd);
    settings.group(section, "kmeans.", this::miniBatches);
  }

  private void usage() {
    int codebooks = Math.toIntExact(section.input("stats.rank0_indices").sizes()[1]);
    int codes = Math.toIntExact(section.input("pq.codes").sizes()[1]);
    CodeUsage usage = new CodeUsage(codebooks, codes);
    for (String rank : section.groups("stats\\.rank[0-9]+_indices")) {
      usage.add(section.input(rank).longs());
    }
    section.compare("stats.counts", HostTensor.of(usage.counts(), codebooks, codes));
    section.compare("stats.perplexity", floats(usage.perplexity(), 1));
    section.compare("stats.usage", floats(usage.usage(), 1));
    section.compare("stats.usage_reference", floats(usage.usage(), codebooks));
  }

  private static HostTensor floats(double[] values, double divisor) {
    float[] result = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      result[i] = (float) (values[i] / divisor);
    }
    return HostTensor.of(result, result.length);
  }

  private Clustering begun() {
    HostTensor points = section.input("kmeans.points");
    int width = Math.toIntExact(points.sizes()[1]);
    section
        .find("kmeans.start_rows")
        .ifPresent(
            rows ->
                section.compare(
                    "kmeans.start",
                    Joined.rows(points, section.input("kmeans.start_rows").longs())));
    return new Clustering(points.floats(), width, section.input("kmeans.start").floats());
  }

  private void compare(String name, Clustering clustering) {
    section
        .find(name)
        .ifPresent(
            recorded ->
                section.compare(name, HostTensor.of(clustering.centres(), recorded.sizes())));
  }

  private int last(String prefix) {
    return section.groups(prefix.replace(".", "\\.") + "[0-9]+$").stream()
        .mapToInt(name -> Integer.parseInt(name.substring(prefix.length())))
        .max()
        .orElse(-1);
  }

  private void miniBatches() {
    Clustering clustering = begun();
    int count = Math.toIntExact(section.input("kmeans.points").sizes()[0]);
    int batch = settings.integer(Setting.KMEANS_BATCH);
    int passes = last(PASS) + 1;
    for (int pass = 0; pass < passes; pass++) {
      for (int from = 0; from < count; from += batch) {
        clustering.batch(from, Math.min(count, from + batch));
        compare(
            "kmeans.after_batch" + (pass * ((count + batch - 1) / batch) + from / batch),
            clustering);
      }
      compare(PASS + pass, clustering);
    }
    section.compare("kmeans.counts", clustering.counts());
    compareOwners("kmeans.", clustering);
  }

  private void lloyd() {
    Clustering clustering = begun();
    int iterations = last(LLOYD);
    for (int i = 1; i <= iterations; i++) {
      clustering.lloyd();
      compare(LLOYD + i, clustering);
    }
    compareOwners("kmeans.lloyd.", clustering);
  }

  private void compareOwners(String prefix, Clustering clustering) {
    section.compare(
        prefix + "assignment", Arrays.stream(clustering.owners()).asLongStream().toArray());
    section.compare(prefix + "mean_squared_distance", clustering.meanSquaredDistance());
  }
}
