package ai.kelix.tools.verify;

import ai.kelix.tensor.program.HostTensor;
import ai.kelix.tensor.type.DType;
import ai.kelix.tools.dataset.LossMask;
import ai.kelix.tools.dataset.NoTargetException;
import ai.kelix.tools.dataset.Pack;
import ai.kelix.tools.dataset.Packer;
import ai.kelix.tools.dataset.TrainingDocument;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Masks of documents and the packs that they fill (kelix-training §1.6, §1.7). */
final class PackingChecks {
  private static final String PADDED = "padded";

  private final Section section;
  private final PackingFile file;

  /**
   * Prepares checks.
   *
   * @param section of {@code packing.json} and {@code packing.safetensors}
   */
  PackingChecks(Section section, PackingFile file) {
    this.section = section;
    this.file = file;
  }

  /** The rules of masks by the names of what they give. */
  private Map<String, LossMask> rules() {
    Map<String, LossMask> rules = new LinkedHashMap<>();
    rules.put("mask", file.mask(true, true));
    rules.put("mask_reference", file.mask(true, false));
    rules.put("mask_without_vision", file.mask(false, true));
    return rules;
  }

  void run() {
    List<int[]> documents = new ArrayList<>();
    for (String name : file.documents()) {
      documents.add(Layouts.ints(section.input(name + ".ids").longs()));
    }
    rules()
        .forEach(
            (name, rule) -> {
              List<long[]> masks = masks(documents, rule);
              for (int d = 0; d < masks.size(); d++) {
                section.compare(file.documents().get(d) + "." + name, masks.get(d));
              }
              packs(documents, masks, name);
            });
  }

  private List<long[]> masks(List<int[]> documents, LossMask rule) {
    List<long[]> masks = new ArrayList<>();
    for (int d = 0; d < documents.size(); d++) {
      masks.add(mask(file.form(d), rule, documents.get(d)));
    }
    return masks;
  }

  /** Training leaves out what has no target; recordings may hold it all the same. */
  private static long[] mask(PackingFile.Form form, LossMask rule, int[] ids) {
    try {
      return form.mask(rule, ids);
    } catch (NoTargetException e) {
      return new long[ids.length];
    }
  }

  private void packs(List<int[]> documents, List<long[]> masks, String mask) {
    Packer packer = new Packer(file.limit());
    List<List<Long>> members = new ArrayList<>(List.of(new ArrayList<>()));
    List<Long> dropped = new ArrayList<>();
    List<Pack> packs = new ArrayList<>();
    for (int d = 0; d < documents.size(); d++) {
      TrainingDocument document = new TrainingDocument(documents.get(d), masks.get(d));
      if (!packer.fits(document)) {
        dropped.add((long) d);
        continue;
      }
      Optional<Pack> full = packer.add(document);
      full.ifPresent(
          pack -> {
            packs.add(pack);
            members.add(new ArrayList<>());
          });
      members.get(members.size() - 1).add((long) d);
    }
    packer.rest().ifPresent(packs::add);
    section.compare("dropped", longs(dropped));
    for (int i = 0; i < packs.size(); i++) {
      section.compare("packs." + i, longs(members.get(i)));
      compare(section.at("pack" + i + "."), packs.get(i), mask);
    }
  }

  private static long[] longs(List<Long> numbers) {
    return numbers.stream().mapToLong(Long::longValue).toArray();
  }

  private void compare(Section to, Pack pack, String mask) {
    to.compare(mask, pack.mask());
    to.compare("attention", pack.attention());
    layout(to, pack);
    for (String padded : to.groups(PADDED + "[0-9]+\\.")) {
      String multiple = padded.substring(PADDED.length(), padded.length() - 1);
      Pack filled = pack.filledTo(Integer.parseInt(multiple), file.filling());
      to.at(padded).compare(mask, filled.mask());
      layout(to.at(padded), filled);
    }
  }

  private static void layout(Section to, Pack pack) {
    to.compare("ids", Layouts.longs(pack.ids()));
    to.compare("positions", Layouts.longs(pack.positions()));
    to.compare("sample_index", ints(pack.samples()));
    to.compare("cu_seqlens", ints(pack.borders()));
  }

  private static HostTensor ints(int[] values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(Integer.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asIntBuffer().put(values);
    return HostTensor.wrap(bytes, DType.I32, values.length);
  }
}
