package ai.kelix.libtorch.internal;

import ai.kelix.BackendException;
import ai.kelix.tensor.program.HostTensor;
import ai.kelix.tensor.type.DType;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.DeviceOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.DeviceType;

/**
 * Where tensors lie and operations run: the processor, or a CUDA GPU by its index. Thread-safe.
 *
 * @param index of the GPU; {@link #HOST} for the processor
 */
record TorchDevice(int index) {
  private static final int HOST = -1;
  private static final Pattern NAME = Pattern.compile("cpu|cuda(?::(\\d{1,2}))?");

  /** The processor. */
  static final TorchDevice CPU = new TorchDevice(HOST);

  /** Returns the first GPU if libtorch sees one, else the processor. */
  static TorchDevice best() {
    return torch.cuda_is_available() ? open("cuda") : CPU;
  }

  /**
   * Finds a device by name.
   *
   * @param name {@code cpu}, {@code cuda} for the first GPU, or {@code cuda:1}
   * @throws BackendException if it is not there
   */
  static TorchDevice open(String name) {
    Matcher matcher = NAME.matcher(name);
    if (!matcher.matches()) {
      throw new BackendException(
          String.format(
              Locale.ROOT,
              "libtorch has no device '%s'; it computes on cpu, cuda or cuda:N",
              name));
    }
    if (name.equals("cpu")) {
      return CPU;
    }
    if (!torch.cuda_is_available()) {
      throw new BackendException(
          String.format(
                  Locale.ROOT,
                  "device '%s' is not available: CUDA needs an NVIDIA GPU with its driver, and the artifact",
                  name)
              + " org.bytedeco:pytorch with the classifier linux-x86_64-gpu or windows-x86_64-gpu in"
              + " place of the one without -gpu; docs/guide.md tells how");
    }
    int index = matcher.group(1) == null ? 0 : Integer.parseInt(matcher.group(1));
    int count = torch.cuda_device_count();
    if (index >= count) {
      throw new BackendException(
          String.format(
              Locale.ROOT,
              "device '%s' is not available: there are %d, from cuda:0 on",
              name,
              count));
    }
    // Convolutions would compute in TF32 by default, with ten bits of fraction.
    torch.globalContext().setAllowTF32CuDNN(false);
    return new TorchDevice(index);
  }

  boolean isCuda() {
    return index != HOST;
  }

  /** Returns the name for people. */
  String description() {
    return isCuda() ? "CUDA " + index : "CPU";
  }

  /** Allocates uninitialised memory of a type and shape. */
  Tensor empty(DType dtype, long... sizes) {
    try (TensorOptions options = options(dtype)) {
      return torch.torch_empty(sizes, options, null);
    }
  }

  /** Copies numbers there. */
  Tensor upload(HostTensor host) {
    Tensor target = empty(host.dtype(), host.sizes());
    Natives.copyIn(host, target);
    return target;
  }

  /** Returns a tensor of the processor's memory as one of this device; the same if it is. */
  Tensor move(Tensor host) {
    if (!isCuda()) {
      return host;
    }
    try (TensorOptions options = host.options();
        TensorOptions there = placed(options)) {
      return host.to(there, false, false, null);
    }
  }

  /** Returns the options of tensors of a type on this device. */
  TensorOptions options(DType dtype) {
    TensorOptions options = new TensorOptions(Dtypes.toTorch(dtype));
    if (!isCuda()) {
      return options;
    }
    try (options) {
      return placed(options);
    }
  }

  private TensorOptions placed(TensorOptions options) {
    try (Device device = new Device(DeviceType.CUDA, (byte) index);
        DeviceOptional optional = new DeviceOptional(device)) {
      return options.device(optional);
    }
  }
}
