package ai.kelix.onnx.internal.lowering;

import ai.kelix.onnx.internal.graph.Value;
import ai.kelix.tensor.op.Binary;
import ai.kelix.tensor.op.Elementwise;
import ai.kelix.tensor.op.Unary;
import ai.kelix.tensor.type.DType;
import ai.kelix.tensor.type.TensorType;

/** Operations element by element. */
final class Elements implements Elementwise.Cases<Call, Value> {
  private final Emitter emitter;

  Elements(Emitter emitter) {
    this.emitter = emitter;
  }

  Value unary(Unary op, Value x) {
    return switch (op) {
      case NEGATED -> plain("Neg", x);
      case SQUARE -> combined("Mul", x, x, typeOf(x));
      case ABS -> plain("Abs", x);
      case SQRT -> plain("Sqrt", x);
      case EXP -> plain("Exp", x);
      case LOG -> plain("Log", x);
      case SIN -> plain("Sin", x);
      case COS -> plain("Cos", x);
      case FLOOR -> plain("Floor", x);
      case ROUND -> plain("Round", x);
      case TANH -> plain("Tanh", x);
      case SIGMOID -> plain("Sigmoid", x);
      case SILU -> silu(x);
      case GELU -> gelu(x, "none");
      case GELU_TANH -> gelu(x, "tanh");
      case RELU -> plain("Relu", x);
      case NOT -> plain("Not", x);
    };
  }

  Value binary(Binary op, Call call) {
    Value x = call.x();
    Value y = call.in(1);
    TensorType result = call.type();
    return switch (op) {
      case PLUS -> combined("Add", x, y, result);
      case MINUS -> combined("Sub", x, y, result);
      case TIMES -> combined("Mul", x, y, result);
      case DIVIDED_BY -> combined("Div", x, y, result);
      case MAXIMUM -> combined("Max", x, y, result);
      case MINIMUM -> combined("Min", x, y, result);
      case EQUAL_TO -> equal(x, y, result);
      case LESS_THAN -> combined("Less", x, y, result);
      case AT_LEAST -> combined("GreaterOrEqual", x, y, result);
      case AND -> combined("And", x, y, result);
    };
  }

  @Override
  public Value plusNumber(Elementwise.PlusNumber op, Call call) {
    Value number = emitter.scalar(op.number(), call.type().dtype());
    return combined("Add", call.x(), number, call.type());
  }

  @Override
  public Value timesNumber(Elementwise.TimesNumber op, Call call) {
    Value number = emitter.scalar(op.number(), call.type().dtype());
    return combined("Mul", call.x(), number, call.type());
  }

  @Override
  public Value clamp(Elementwise.Clamp op, Call call) {
    Value min = emitter.scalar(op.min(), call.type().dtype());
    Value max = emitter.scalar(op.max(), call.type().dtype());
    return emitter.node("Clip").in(call.x(), min, max).value(call.type());
  }

  @Override
  public Value to(Elementwise.To op, Call call) {
    return emitter.cast(call.x(), op.dtype());
  }

  @Override
  public Value where(Elementwise.Where op, Call call) {
    return emitter.node("Where").in(call.in(1), call.x(), call.in(2)).value(call.type());
  }

  @Override
  public Value swiGlu(Elementwise.SwiGlu op, Call call) {
    return combined("Mul", silu(call.x()), call.in(1), call.type());
  }

  /** An operator with two operands. */
  Value combined(String operator, Value x, Value y, TensorType result) {
    return emitter.node(operator).in(x, y).value(result);
  }

  /** The operator compares few types; numbers of the others exist in these. */
  private Value equal(Value x, Value y, TensorType result) {
    DType compared =
        switch (x.dtype()) {
          case F16, BF16 -> DType.F32;
          case U8 -> DType.I32;
          case F32, I64, I32, BOOL -> x.dtype();
        };
    return combined("Equal", emitter.cast(x, compared), emitter.cast(y, compared), result);
  }

  private Value plain(String operator, Value x) {
    return emitter.node(operator).in(x).value(typeOf(x));
  }

  private Value gelu(Value x, String approximation) {
    return emitter.node("Gelu").in(x).set("approximate", approximation).value(typeOf(x));
  }

  private Value silu(Value x) {
    return emitter.microsoftNode("QuickGelu").in(x).set("alpha", 1.0).value(typeOf(x));
  }

  private static TensorType typeOf(Value x) {
    return new TensorType(x.dtype(), x.shape());
  }
}
