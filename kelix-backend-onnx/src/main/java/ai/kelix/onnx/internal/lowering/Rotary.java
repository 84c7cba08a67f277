package ai.kelix.onnx.internal.lowering;

import ai.kelix.onnx.internal.graph.Value;
import ai.kelix.tensor.type.Dim;
import ai.kelix.tensor.type.DimPolynomial;
import ai.kelix.tensor.type.Shape;
import ai.kelix.tensor.type.TensorType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Rotary embedding. The fused operator takes heads that turn by one table of angles, which is what
 * networks do; angles that broadcast otherwise are multiplied one by one.
 */
final class Rotary {
  private final Emitter emitter;
  private final Views views;
  private final Arrangements arrangements;
  private final Map<Shape, Value> positions = new HashMap<>();

  /**
   * Operands as the operator takes them.
   *
   * @param batch sequences
   * @param length positions of each
   * @param heads of each position
   * @param headsFirst whether heads lie outside positions
   * @param shared whether all sequences turn by the same angles
   */
  private record Layout(Dim batch, Dim length, Dim heads, boolean headsFirst, boolean shared) {}

  Rotary(Emitter emitter, Views views, Arrangements arrangements) {
    this.emitter = emitter;
    this.views = views;
    this.arrangements = arrangements;
  }

  Value turned(Call call) {
    Optional<Layout> layout = layout(call.type().shape(), call.in(1).shape(), call.in(2).shape());
    return layout.isPresent()
        ? fused(layout.get(), call.operands(), call.type())
        : multiplied(call.x(), call.in(1), call.in(2), call.type());
  }

  private static Optional<Layout> layout(Shape x, Shape cos, Shape sin) {
    if (x.rank() > 4 || !x.dim(-1).isFixed() || !DimPolynomial.equal(cos, sin)) {
      return Optional.empty();
    }
    List<Dim> dims = padded(x);
    List<Dim> angles = padded(cos);
    boolean shared = angles.get(0).isOne();
    boolean whole = angles.get(3).isFixed() && 2 * angles.get(3).size() == dims.get(3).size();
    if (!whole || !(shared || DimPolynomial.equal(angles.get(0), dims.get(0)))) {
      return Optional.empty();
    }
    for (int heads : new int[] {2, 1}) {
      int length = 3 - heads;
      boolean fits =
          angles.get(heads).isOne() && DimPolynomial.equal(angles.get(length), dims.get(length));
      if (fits && dims.get(heads).isFixed()) {
        Layout found =
            new Layout(dims.get(0), dims.get(length), dims.get(heads), heads == 1, shared);
        return Optional.of(found);
      }
    }
    return Optional.empty();
  }

  private static List<Dim> padded(Shape shape) {
    List<Dim> dims = new ArrayList<>(shape.dims());
    while (dims.size() < 4) {
      dims.add(0, Dim.of(1));
    }
    return dims;
  }

  private Value fused(Layout layout, List<Value> in, TensorType result) {
    Dim width = result.dim(-1);
    Shape taken =
        layout.headsFirst()
            ? Shape.of(layout.batch(), layout.heads(), layout.length(), width)
            : Shape.of(layout.batch(), layout.length(), layout.heads().times(width));
    Dim rows = layout.shared() ? layout.length() : layout.batch().times(layout.length());
    Shape table = Shape.of(rows, width.dividedBy(2));
    Value turned =
        emitter
            .microsoftNode("RotaryEmbedding")
            .in(views.reshape(in.get(0), taken), places(layout))
            .in(views.reshape(in.get(1), table), views.reshape(in.get(2), table))
            .set("num_heads", layout.heads().size())
            .value(result.with(taken));
    return views.reshape(turned, result.shape());
  }

  /** Returns the rows of the table by which a sequence turns: the first of them, or all. */
  private Value places(Layout layout) {
    if (layout.shared()) {
      return emitter.constants().longs(0);
    }
    Shape shape = Shape.of(layout.batch(), layout.length());
    return positions.computeIfAbsent(
        shape,
        key -> views.reshape(emitter.dims().range(layout.batch().times(layout.length())), key));
  }

  private Value multiplied(Value x, Value cos, Value sin, TensorType result) {
    int last = result.rank() - 1;
    TensorType half = result.with(result.shape().with(last, result.dim(-1).dividedBy(2)));
    NodeBuilder halves = emitter.node("Split").in(x).set("axis", last).set("num_outputs", 2);
    Value a = halves.value(half);
    Value b = halves.value(half);
    Value first = both("Sub", both("Mul", a, cos, half), both("Mul", b, sin, half), half);
    Value second = both("Add", both("Mul", b, cos, half), both("Mul", a, sin, half), half);
    return arrangements.concat(List.of(first, second), last, result);
  }

  private Value both(String operator, Value left, Value right, TensorType result) {
    return emitter.node(operator).in(left, right).value(result);
  }
}
