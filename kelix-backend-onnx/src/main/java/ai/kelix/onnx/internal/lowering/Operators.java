package ai.kelix.onnx.internal.lowering;

import ai.kelix.onnx.internal.graph.Value;
import ai.kelix.tensor.op.Arrangement;
import ai.kelix.tensor.op.Attending;
import ai.kelix.tensor.op.Binary;
import ai.kelix.tensor.op.Elementwise;
import ai.kelix.tensor.op.Normalization;
import ai.kelix.tensor.op.Op;
import ai.kelix.tensor.op.Product;
import ai.kelix.tensor.op.Reduction;
import ai.kelix.tensor.op.Source;
import ai.kelix.tensor.op.Unary;
import ai.kelix.tensor.op.View;
import ai.kelix.tensor.program.Program;
import ai.kelix.tensor.type.DType;
import ai.kelix.tensor.type.TensorType;
import ai.kelix.tensor.weights.TensorSource;
import java.util.ArrayList;
import java.util.List;

/** Writes each operation as nodes of the graph. */
final class Operators implements Op.Cases<Call, List<Value>> {
  private final Emitter emitter;
  private final Sources sources;
  private final Elements elements;
  private final Reductions reductions;
  private final Normalizations normalizations;
  private final Views views;
  private final Arrangements arrangements;
  private final Products products;
  private final AttendingOperators attending;

  Operators(Emitter emitter, Views views, Program program, TensorSource weights) {
    PackedWeights packed = new PackedWeights();
    this.emitter = emitter;
    this.sources = new Sources(emitter, program, weights, packed);
    this.elements = new Elements(emitter);
    this.reductions = new Reductions(emitter);
    this.normalizations = new Normalizations(emitter);
    this.views = views;
    this.arrangements = new Arrangements(emitter);
    this.products = new Products(emitter, views, packed);
    this.attending = new AttendingOperators(emitter, views, arrangements);
  }

  /**
   * Writes an operation.
   *
   * @return its results, then the new values of the operands that it writes, in the order in which
   *     it names them
   */
  List<Value> write(Op op, Call call) {
    if (call.operands().stream().noneMatch(Operators::isHalf) || takesHalves(op)) {
      return op.accept(this, call);
    }
    List<Value> operands =
        call.operands().stream().map(x -> emitter.cast(x, widened(x.dtype()))).toList();
    List<TensorType> types =
        call.types().stream().map(type -> type.with(widened(type.dtype()))).toList();
    List<Value> results = new ArrayList<>();
    for (Value wide : op.accept(this, new Call(operands, types))) {
      results.add(emitter.cast(wide, call.types().get(results.size()).dtype()));
    }
    return results;
  }

  /** Operators that move elements take any type; those that compute lack 16-bit kernels. */
  private static boolean takesHalves(Op op) {
    boolean moves =
        op instanceof Elementwise.To
            || op instanceof Arrangement.Concat
            || op instanceof Arrangement.Rows
            || op instanceof Arrangement.Gather
            || (op instanceof View && !(op instanceof View.Expand));
    return moves || !op.writes().isEmpty();
  }

  private static boolean isHalf(Value x) {
    return widened(x.dtype()) != x.dtype();
  }

  private static DType widened(DType dtype) {
    return dtype == DType.F16 || dtype == DType.BF16 ? DType.F32 : dtype;
  }

  @Override
  public List<Value> source(Source op, Call call) {
    return List.of(op.accept(sources, call));
  }

  @Override
  public List<Value> unary(Unary op, Call call) {
    return List.of(elements.unary(op, call.x()));
  }

  @Override
  public List<Value> binary(Binary op, Call call) {
    return List.of(elements.binary(op, call));
  }

  @Override
  public List<Value> elementwise(Elementwise op, Call call) {
    return List.of(op.accept(elements, call));
  }

  @Override
  public List<Value> reduction(Reduction op, Call call) {
    return op.accept(reductions, call);
  }

  @Override
  public List<Value> normalization(Normalization op, Call call) {
    return List.of(op.accept(normalizations, call));
  }

  @Override
  public List<Value> view(View op, Call call) {
    return List.of(op.accept(views, call));
  }

  @Override
  public List<Value> arrangement(Arrangement op, Call call) {
    return List.of(op.accept(arrangements, call));
  }

  @Override
  public List<Value> product(Product op, Call call) {
    return List.of(op.accept(products, call));
  }

  @Override
  public List<Value> attending(Attending op, Call call) {
    return op.accept(attending, call);
  }
}
