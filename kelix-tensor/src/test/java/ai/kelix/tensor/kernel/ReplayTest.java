package ai.kelix.tensor.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.kelix.tensor.Tensor;
import ai.kelix.tensor.Tensors;
import ai.kelix.tensor.graph.GraphTape;
import ai.kelix.tensor.op.Op;
import ai.kelix.tensor.op.Source;
import ai.kelix.tensor.program.Program;
import ai.kelix.tensor.type.DType;
import ai.kelix.tensor.type.Dim;
import ai.kelix.tensor.type.Shape;
import ai.kelix.tensor.type.TensorType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Who computes what how often, and who releases it; on kernels that only keep the books. */
class ReplayTest {

  /** A value that knows how it came about. */
  private static final class Value {
    final String made;

    Value(String made) {
      this.made = made;
    }
  }

  /** Writes down what is computed and what lives. */
  private static final class Books implements Kernels<Value> {
    final List<String> computed = new ArrayList<>();
    final Set<Value> alive = new HashSet<>();
    final Set<String> inPlace = new HashSet<>();
    int most;

    @Override
    public boolean overwrite(Op op, List<Value> operands, int spent) {
      assertThat(alive).contains(operands.get(spent));
      return inPlace.contains(op.label()) && computed.add(op.label() + " in place");
    }

    @Override
    public List<Value> compute(Op op, List<Value> operands, List<TensorType> results) {
      operands.forEach(
          operand ->
              assertThat(operand.made.startsWith("given") || alive.contains(operand)).isTrue());
      computed.add(op.label());
      if (op.label().equals("log")) {
        throw new IllegalStateException("no logarithms today");
      }
      List<Value> values = new ArrayList<>();
      results.forEach(type -> values.add(alive(new Value(op.label() + type.shape()))));
      return values;
    }

    private Value alive(Value value) {
      alive.add(value);
      most = Math.max(most, alive.size());
      return value;
    }

    @Override
    public Value copy(Value value) {
      return alive(new Value("copy of " + value.made));
    }

    @Override
    public void release(Value value) {
      assertThat(alive.remove(value)).as("released once: " + value.made).isTrue();
    }
  }

  private final GraphTape tape = new GraphTape();
  private final Tensors make = new Tensors(tape);
  private final Books books = new Books();
  private final Tensor x =
      tape.apply(
              new Source.Input("x", new TensorType(DType.F32, Shape.of(Dim.symbol("n"))), false),
              List.of())
          .get(0);

  private Replay<Value> replay(Map<String, Tensor> outputs) {
    return new Replay<>(tape.graph(outputs), books);
  }

  private static Map<String, Value> given() {
    return Map.of("x", new Value("given"));
  }

  private static Map<String, Long> sizes(long n) {
    return Map.of("n", n);
  }

  @Test
  void releasesEachResultAfterItsLastUse() {
    Tensor y = x;
    for (int i = 0; i < 10; i++) {
      y = y.sin();
    }
    Replay<Value> replay = replay(Map.of("y", y));
    Map<String, Value> outputs = replay.run(given(), sizes(3));
    assertThat(books.most).isEqualTo(2);
    assertThat(books.alive).containsExactlyElementsOf(outputs.values());
  }

  @Test
  void computesConstantsOnceForEachCombinationOfSizes() {
    Tensor angles = make.range(x.dim(0)).to(DType.F32).cos();
    try (Replay<Value> replay = replay(Map.of("y", x.plus(angles)))) {
      for (int i = 0; i < 3; i++) {
        replay.run(given(), sizes(3)).values().forEach(books::release);
      }
      assertThat(books.computed).containsExactly("range", "to", "cos", "plus", "plus", "plus");
      replay.run(given(), sizes(4)).values().forEach(books::release);
      assertThat(books.computed).endsWith("range", "to", "cos", "plus");
      assertThat(books.alive).as("the angles of both sizes").hasSize(2);
    }
    assertThat(books.alive).isEmpty();
  }

  @Test
  void forgetsTheSizesUsedLeast() {
    Tensor angles = make.range(x.dim(0)).to(DType.F32);
    try (Replay<Value> replay = replay(Map.of("y", x.plus(angles)))) {
      for (int n = 1; n <= 100; n++) {
        replay.run(given(), sizes(n)).values().forEach(books::release);
      }
      assertThat(books.alive).hasSize(16);
    }
    assertThat(books.alive).isEmpty();
  }

  @Test
  void givesTheCallerMemoryOfItsOwn() {
    Tensor view = x.reshape(x.dim(0), Dim.of(1));
    Tensor sum = x.sin();
    Map<String, Value> outputs =
        replay(Map.of("itself", x, "view", view, "once", sum, "twice", sum)).run(given(), sizes(2));
    assertThat(new HashSet<>(outputs.values())).hasSize(4);
    assertThat(Program.require(outputs, "itself").made).isEqualTo("copy of given");
    assertThat(Program.require(outputs, "view").made).startsWith("copy of reshape");
    assertThat(books.alive).containsExactlyInAnyOrderElementsOf(outputs.values());
  }

  @Test
  void releasesEverythingWhenAnOperationFails() {
    Replay<Value> replay = replay(Map.of("y", x.sin().cos().log()));
    assertThatThrownBy(() -> replay.run(given(), sizes(3))).hasMessage("no logarithms today");
    assertThat(books.alive).isEmpty();
  }

  @Test
  void computesNothingThatNobodyReads() {
    x.exp();
    replay(Map.of("y", x.sin())).run(given(), sizes(3));
    assertThat(books.computed).containsExactly("sin");
  }

  @Test
  void overwritesWhatNobodyNeedsAfterwards() {
    books.inPlace.addAll(Set.of("sin", "plus"));
    Tensor once = x.sin().sin();
    Tensor y = once.plus(once.exp()).plus(x);
    Map<String, Value> outputs = replay(Map.of("y", y)).run(given(), sizes(3));
    assertThat(books.computed)
        .containsExactly("sin", "sin in place", "exp", "plus in place", "plus in place");
    assertThat(books.most).isEqualTo(2);
    assertThat(books.alive).containsExactlyElementsOf(outputs.values());
  }

  @Test
  void overwritesNeitherInputsNorConstantsNorOutputs() {
    books.inPlace.addAll(Set.of("plus", "sin"));
    Tensor angles = make.range(x.dim(0)).to(DType.F32);
    Tensor first = x.plus(angles);
    try (Replay<Value> replay = replay(Map.of("first", first, "y", first.sin()))) {
      for (int i = 0; i < 2; i++) {
        replay.run(given(), sizes(3)).values().forEach(books::release);
      }
      assertThat(books.computed).containsExactly("range", "to", "plus", "sin", "plus", "sin");
    }
    assertThat(books.alive).isEmpty();
  }

  @Test
  void handsAViewOverWhereItIsAllThereIs() {
    Tensor sum = x.sin();
    Map<String, Value> outputs =
        replay(
                Map.of(
                    "all", sum.reshape(x.dim(0), Dim.of(1)),
                    "part", x.cos().narrow(0, 0, 1)))
            .run(given(), sizes(3));
    assertThat(Program.require(outputs, "all").made).startsWith("reshape");
    assertThat(Program.require(outputs, "part").made).startsWith("copy of narrow");
    assertThat(books.alive).containsExactlyInAnyOrderElementsOf(outputs.values());
  }

  @Test
  void keepsConstantsThatRunsReadThoughConstantsReadThemLast() {
    Tensor angles = make.range(x.dim(0)).to(DType.F32);
    Tensor first = x.plus(angles);
    try (Replay<Value> replay = replay(Map.of("y", first.plus(angles.cos())))) {
      for (int i = 0; i < 2; i++) {
        replay.run(given(), sizes(3)).values().forEach(books::release);
      }
      assertThat(books.alive).as("the angles and their cosines").hasSize(2);
    }
    assertThat(books.alive).isEmpty();
  }
}
