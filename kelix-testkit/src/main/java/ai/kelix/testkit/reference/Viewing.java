package ai.kelix.testkit.reference;

import ai.kelix.tensor.op.View;

/** The operations that show elements otherwise. */
final class Viewing implements View.Cases<Operands, Values> {

  @Override
  public Values reshape(View.Reshape op, Operands in) {
    return in.first().reshaped(in.sizes());
  }

  @Override
  public Values permute(View.Permute op, Operands in) {
    int[] strides = Layout.strides(in.first().sizes());
    int[] steps = op.axes().stream().mapToInt(axis -> strides[axis]).toArray();
    return in.first().take(Layout.offsets(in.sizes(), steps, 0), in.sizes());
  }

  @Override
  public Values unsqueeze(View.Unsqueeze op, Operands in) {
    return in.first().reshaped(in.sizes());
  }

  @Override
  public Values squeeze(View.Squeeze op, Operands in) {
    return in.first().reshaped(in.sizes());
  }

  @Override
  public Values narrow(View.Narrow op, Operands in) {
    int[] strides = Layout.strides(in.first().sizes());
    int first = Math.toIntExact(op.start().size()) * strides[op.axis()];
    return in.first().take(Layout.offsets(in.sizes(), strides, first), in.sizes());
  }

  @Override
  public Values expand(View.Expand op, Operands in) {
    return Elements.spread(in.first(), in.sizes());
  }
}
