package ai.kelix.libtorch.internal;

import ai.kelix.core.checkpoint.MissingTensorException;
import ai.kelix.core.checkpoint.TensorShapeException;
import ai.kelix.core.gradient.AdamW;
import ai.kelix.core.gradient.Optimizer;
import ai.kelix.core.gradient.Variables;
import ai.kelix.core.program.HostTensor;
import ai.kelix.core.tensor.DType;
import ai.kelix.core.tensor.Parameters;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.GradMode;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/** Named float32 leaves. Not thread-safe. */
final class TorchVariables implements Variables, WeightParameters.WeightTable {
  private final Map<String, Tensor> leaves = new LinkedHashMap<>();

  @Override
  public void put(String name, HostTensor values, boolean trainable) {
    if (values.dtype() != DType.F32) {
      throw new IllegalArgumentException(
          "variable '%s' must be given as F32, got %s".formatted(name, values.dtype()));
    }
    try (PointerScope scope = new PointerScope()) {
      Tensor known = leaves.get(name);
      if (known == null) {
        Tensor leaf = Natives.upload(values).set_requires_grad(trainable);
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
  public Parameters parameters() {
    return new WeightParameters(this, new EagerTensors(EagerTensor.UNOBSERVED), "");
  }

  @Override
  public Tensor get(String name, long... sizes) {
    Tensor leaf = require(name);
    requireSizes(name, leaf, sizes);
    return leaf;
  }

  @Override
  public boolean has(String name) {
    return leaves.containsKey(name);
  }

  @Override
  public long[] sizesOf(String name) {
    return Natives.sizes(require(name));
  }

  @Override
  public void backward(ai.kelix.core.tensor.Tensor loss) {
    EagerTensor.at(loss).backward();
  }

  @Override
  public void zeroGradients() {
    try (PointerScope scope = new PointerScope()) {
      for (Tensor leaf : leaves.values()) {
        Tensor gradient = leaf.grad();
        if (gradient.defined()) {
          gradient.zero_();
        }
      }
    }
  }

  @Override
  public double gradientNorm() {
    try (PointerScope scope = new PointerScope()) {
      double sum = 0;
      for (Tensor leaf : leaves.values()) {
        Tensor gradient = leaf.grad();
        if (gradient.defined()) {
          sum += Math.pow(gradient.norm().item_double(), 2);
        }
      }
      return Math.sqrt(sum);
    }
  }

  @Override
  public void clipGradients(double limit) {
    double norm = gradientNorm();
    if (norm <= limit) {
      return;
    }
    boolean before = GradMode.is_enabled();
    GradMode.set_enabled(false);
    try (PointerScope scope = new PointerScope();
        Scalar factor = new Scalar(limit / norm)) {
      for (Tensor leaf : leaves.values()) {
        Tensor gradient = leaf.grad();
        if (gradient.defined()) {
          gradient.mul_(factor);
        }
      }
    } finally {
      GradMode.set_enabled(before);
    }
  }

  @Override
  public Optimizer adamW(AdamW settings) {
    Map<String, Tensor> trainable = new LinkedHashMap<>();
    leaves.forEach(
        (name, leaf) -> {
          if (leaf.requires_grad()) {
            trainable.put(name, leaf);
          }
        });
    return new TorchAdamW(settings, trainable);
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
          "variable '%s' has shape %s, expected %s"
              .formatted(name, Arrays.toString(found), Arrays.toString(sizes)));
    }
  }

  @Override
  public void close() {
    leaves.values().forEach(Tensor::releaseReference);
    leaves.clear();
  }
}
