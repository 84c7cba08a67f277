package ai.kelix.engine;

import ai.kelix.Sampling;
import ai.kelix.formats.checkpoint.NonFiniteTensorException;
import ai.kelix.model.llm.BackboneConfig;
import ai.kelix.tensor.program.Backend;
import ai.kelix.tensor.program.DeviceTensor;
import ai.kelix.tensor.program.HostTensor;
import ai.kelix.tensor.program.Program;
import ai.kelix.tensor.type.DType;
import ai.kelix.tokenizer.block.BlockLayout;
import java.nio.Buffer;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A sequence on a backend: preallocated KV cache, one graph call per block consumed. */
final class CachedSession implements LanguageSession {
  private final ModelPrograms.Language programs;
  private final Executables executables;
  private final BlockLayout layout;
  private final Map<String, DeviceTensor> inputs = new LinkedHashMap<>();
  private final HostTensor lengthHost = HostTensor.allocate(DType.I64, 1);
  private final HostTensor lastHidden;
  private final int capacity;
  private int length;

  /**
   * Allocates the cache.
   *
   * @param capacity blocks that the sequence may reach
   */
  CachedSession(ModelPrograms.Language programs, Executables executables, int capacity) {
    BackboneConfig backbone = programs.config().backbone();
    Backend backend = executables.backend();
    this.programs = programs;
    this.executables = executables;
    this.layout = backbone.layout();
    this.capacity = capacity;
    this.lastHidden = HostTensor.allocate(DType.F32, 1, 1, backbone.width());
    try {
      allocate(backbone, backend);
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    }
  }

  private void allocate(BackboneConfig backbone, Backend backend) {
    for (int i = 0; i < backbone.layers(); i++) {
      for (String name : new String[] {"keys." + i, "values." + i}) {
        long heads = backbone.keyValueHeads();
        DType dtype = programs.precision().cache();
        inputs.put(name, backend.allocate(dtype, 1, heads, capacity, backbone.headDim()));
      }
    }
    inputs.put("length", backend.allocate(DType.I64, 1));
  }

  @Override
  public HostTensor feed(int[] ids) {
    int count = layout.count(ids);
    if (length + count > capacity) {
      throw new IllegalStateException(
          String.format(
              Locale.ROOT,
              "the cache holds %d blocks, %d + %d are needed",
              capacity,
              length,
              count));
    }
    HostTensor blocks = HostTensor.allocate(DType.I64, 1, count, layout.width());
    LongBuffer target = blocks.data().asLongBuffer();
    for (int id : ids) {
      target.put(id);
    }
    lengthHost.data().putLong(0, length);
    Program.require(inputs, "length").set(lengthHost);
    HostTensor hidden;
    try (DeviceTensor uploaded = executables.backend().upload(blocks)) {
      inputs.put("blocks", uploaded);
      Map<String, HostTensor> outputs =
          Executables.download(executables.get(programs.backbone()).run(inputs));
      hidden = Program.require(outputs, "hidden");
    }
    length += count;
    keepLast(hidden, count);
    return HostTensor.wrap(hidden.data().duplicate(), DType.F32, count, stateWidth());
  }

  private void keepLast(HostTensor hidden, int count) {
    FloatBuffer rows = hidden.data().asFloatBuffer();
    Buffer range = rows;
    range.position((count - 1) * stateWidth());
    range.limit(count * stateWidth());
    FloatBuffer last = rows.slice();
    requireFinite(last);
    lastHidden.data().asFloatBuffer().put(last);
  }

  /** The choice among numbers that are none would be block 0 for ever. */
  private void requireFinite(FloatBuffer state) {
    for (int i = 0; i < state.limit(); i++) {
      if (!Float.isFinite(state.get(i))) {
        throw new NonFiniteTensorException(
            String.format(
                Locale.ROOT,
                "the language model computed %s after %d blocks: its weights are damaged or too large",
                state.get(i),
                length));
      }
    }
  }

  private int stateWidth() {
    return programs.config().backbone().width();
  }

  @Override
  public int width() {
    return layout.width();
  }

  @Override
  public int[] choose(Sampling sampling, Noise noise) {
    Sampling.@Nullable Random random = sampling instanceof Sampling.Random some ? some : null;
    if (random != null && random.mode() == Sampling.Mode.REFERENCE) {
      return new ReferenceSampling(layout, random).choose(strictLogits(), noise);
    }
    boolean sampled = random != null;
    int codes = layout.codebookSize();
    Map<String, HostTensor> arguments = new HashMap<>();
    arguments.put("hidden", lastHidden);
    if (random != null) {
      putSampling(arguments, random);
      arguments.put("noise", gumbel(noise, 1, layout.vocabulary() + codes));
    }
    long first = run(programs.first(sampled), arguments, "id")[0];
    int[] block = new int[layout.width()];
    Optional<ModelPrograms.Entry> completing = programs.rest(sampled);
    if (completing.isEmpty() || !layout.isVisual((int) first)) {
      layout.putText(block, 0, (int) first);
      return block;
    }
    arguments.put("first", HostTensor.of(new long[] {first}, 1));
    if (sampled) {
      arguments.put("noise", gumbel(noise, 1, layout.codebooks() - 1, codes));
    }
    long[] rest = run(completing.get(), arguments, "ids");
    block[0] = (int) first;
    for (int j = 0; j < rest.length; j++) {
      block[j + 1] = (int) rest[j];
    }
    block[layout.codebooks()] = layout.endOfBlock();
    return block;
  }

  private void putSampling(Map<String, HostTensor> arguments, Sampling.Random sampling) {
    long topK = sampling.topK() == 0 ? Integer.MAX_VALUE : sampling.topK();
    arguments.put("temperature", HostTensor.of(new float[] {(float) sampling.temperature()}, 1));
    arguments.put("top_k", HostTensor.of(new long[] {topK}, 1));
    arguments.put("top_p", HostTensor.of(new float[] {(float) sampling.topP()}, 1));
  }

  private static HostTensor gumbel(Noise noise, long... sizes) {
    HostTensor tensor = HostTensor.allocate(DType.F32, sizes);
    noise.gumbel(tensor.data().asFloatBuffer());
    return tensor;
  }

  /** Returns the logits of all slots of the next block, {@code [slots, V+S]} (kelix-ar §9.4). */
  HostTensor strictLogits() {
    Map<String, HostTensor> outputs =
        executables.run(programs.strict(), Map.of("hidden", lastHidden));
    HostTensor logits = Program.require(outputs, "logits");
    return HostTensor.wrap(logits.data(), DType.F32, logits.sizes()[1], logits.sizes()[2]);
  }

  private long[] run(ModelPrograms.Entry entry, Map<String, HostTensor> arguments, String output) {
    Map<String, HostTensor> wanted = new HashMap<>();
    for (Program.Input input : entry.program().inputs()) {
      wanted.put(input.name(), Program.require(arguments, input.name()));
    }
    return Program.require(executables.run(entry, wanted), output).longs();
  }

  @Override
  public int length() {
    return length;
  }

  /**
   * Forgets the last blocks: what lies behind the length is never read, and overwritten in time.
   *
   * @param blocks how many to keep
   */
  void rewind(int blocks) {
    if (blocks < 0 || blocks > length) {
      throw new IllegalArgumentException("of " + length + " blocks " + blocks + " cannot be kept");
    }
    length = blocks;
  }

  /** Returns how many blocks fit. */
  int capacity() {
    return capacity;
  }

  @Override
  public void close() {
    inputs.remove("blocks");
    inputs.values().forEach(DeviceTensor::close);
    inputs.clear();
  }
}
