package ai.kelix.libtorch.internal;

import ai.kelix.tensor.Parameter;
import ai.kelix.tensor.gradient.AdamW;
import ai.kelix.tensor.gradient.Optimizer;
import ai.kelix.tensor.gradient.TensorScope;
import ai.kelix.tensor.gradient.Variables;
import ai.kelix.tensor.program.HostTensor;
import ai.kelix.tensor.type.DType;
import ai.kelix.tensor.weights.MissingTensorException;
import ai.kelix.tensor.weights.TensorShapeException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.Tensor;

/** Named float32 leaves. Not thread-safe. */
final class TorchVariables implements Variables {
  /** Added to the norm by which gradients are divided (kelix-training §5.2). */
  private static final double NORM_EPS = 1e-6;

  private final TorchDevice device;
  private final Map<String, Tensor> leaves = new LinkedHashMap<>();
  private final List<LeafBlock> blocks = new ArrayList<>();

  TorchVariables(TorchDevice device) {
    this.device = device;
  }

  @Override
  public void put(String name, HostTensor values, boolean trainable) {
    if (values.dtype() != DType.F32) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT, "variable '%s' must be given as F32, got %s", name, values.dtype()));
    }
    try (PointerScope scope = new PointerScope()) {
      Tensor known = leaves.get(name);
      if (known == null) {
        Tensor leaf = device.upload(values);
        leaf.set_requires_grad(trainable);
        leaves.put(name, leaf.retainReference());
      } else {
        requireSizes(name, known, values.sizes());
        Natives.copyIn(values, known);
      }
    }
  }

  @Override
  public Set<String> names() {
    return Collections.unmodifiableSet(leaves.keySet());
  }

  @Override
  public HostTensor get(String name) {
    try (PointerScope scope = new PointerScope()) {
      return Natives.download(require(name));
    }
  }

  @Override
  public HostTensor gradient(String name) {
    try (PointerScope scope = new PointerScope()) {
      Tensor leaf = require(name);
      Tensor gradient = leaf.grad();
      return gradient.defined()
          ? Natives.download(gradient)
          : HostTensor.allocate(DType.F32, Natives.sizes(leaf));
    }
  }

  @Override
  public void require(Parameter parameter) {
    leaf(parameter.name(), parameter.sizes());
  }

  /**
   * Returns a variable.
   *
   * @throws MissingTensorException if there is none
   * @throws TensorShapeException if its sizes differ
   */
  Tensor leaf(String name, long... sizes) {
    Tensor leaf = require(name);
    requireSizes(name, leaf, sizes);
    return leaf;
  }

  @Override
  public long[] sizesOf(String name) {
    return Natives.sizes(require(name));
  }

  @Override
  public void backward(ai.kelix.tensor.Tensor loss) {
    ScopedKernels.tape(device).value(loss).backward();
  }

  @Override
  public void zeroGradients() {
    try (PointerScope scope = new PointerScope()) {
      gradients().forEach(Tensor::zero_);
    }
  }

  @Override
  public double gradientNorm() {
    try (PointerScope scope = new PointerScope()) {
      return gradients().stream()
          .map(Tensor::norm)
          .reduce((left, right) -> left.hypot(right))
          .map(Tensor::item_double)
          .orElse(0.0);
    }
  }

  @Override
  public void clipGradients(double limit) {
    double share = limit / (gradientNorm() + NORM_EPS);
    if (share >= 1) {
      return;
    }
    try (PointerScope scope = new PointerScope();
        TensorScope.Quiet quiet = GradientRecording.suspended();
        Scalar factor = new Scalar(share)) {
      gradients().forEach(gradient -> gradient.mul_(factor));
    }
  }

  @Override
  public void clipGradientValues(double limit) {
    try (PointerScope scope = new PointerScope();
        TensorScope.Quiet quiet = GradientRecording.suspended()) {
      ScalarOptional least = new ScalarOptional(new Scalar(-limit));
      ScalarOptional most = new ScalarOptional(new Scalar(limit));
      gradients().forEach(gradient -> gradient.clamp_(least, most));
    }
  }

  /** All gradients that there are: in few pieces once there is an optimiser. */
  private List<Tensor> gradients() {
    List<Tensor> pieces = new ArrayList<>(blocks.stream().map(LeafBlock::gradients).toList());
    leaves.forEach(
        (name, leaf) -> {
          if (!lies(name) && leaf.grad().defined()) {
            pieces.add(leaf.grad());
          }
        });
    return pieces;
  }

  private boolean lies(String name) {
    return blocks.stream().anyMatch(block -> block.contains(name));
  }

  @Override
  public Optimizer adamW(AdamW settings) {
    settle(true);
    settle(false);
    return new TorchAdamW(settings, blocks);
  }

  /** Lays trainable variables with or without decay side by side, if they do not lie so yet. */
  private void settle(boolean decays) {
    Map<String, Tensor> trainable = new LinkedHashMap<>();
    leaves.forEach(
        (name, leaf) -> {
          if (leaf.requires_grad() && leaf.dim() >= 2 == decays && !lies(name)) {
            trainable.put(name, leaf);
          }
        });
    if (!trainable.isEmpty()) {
      blocks.add(new LeafBlock(trainable, decays, device));
    }
  }

  private Tensor require(String name) {
    Tensor leaf = leaves.get(name);
    if (leaf == null) {
      throw new MissingTensorException("there is no variable '" + name + "'");
    }
    return leaf;
  }

  private static void requireSizes(String name, Tensor leaf, long[] sizes) {
    long[] found = Natives.sizes(leaf);
    if (!Arrays.equals(found, sizes)) {
      throw new TensorShapeException(
          String.format(
              Locale.ROOT,
              "variable '%s' has shape %s, expected %s",
              name,
              Arrays.toString(found),
              Arrays.toString(sizes)));
    }
  }

  @Override
  public void close() {
    leaves.values().forEach(Tensor::releaseReference);
    leaves.clear();
    blocks.forEach(LeafBlock::close);
    blocks.clear();
  }
}
