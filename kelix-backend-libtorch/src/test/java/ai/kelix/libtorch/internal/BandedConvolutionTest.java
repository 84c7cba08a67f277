package ai.kelix.libtorch.internal;

import static org.assertj.core.api.Assertions.assertThat;

import ai.kelix.tensor.gradient.TensorScope;
import ai.kelix.tensor.type.Convolution;
import ai.kelix.testkit.conformance.Laboratory;
import ai.kelix.testkit.reference.GoldenAssert;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BandedConvolutionTest {

  @ParameterizedTest
  @CsvSource({"1,1,3,1", "2,1,3,1", "1,0,1,1", "1,2,5,4", "2,0,2,1", "1,1,3,4"})
  void equalsTheWhole(int stride, int padding, int kernel, int groups) {
    try (PointerScope scope = new PointerScope();
        TensorScope.Quiet quiet = GradientRecording.suspended()) {
      Tensor x = TorchDevice.CPU.upload(Laboratory.random(1, 2, 4, 13, 9));
      Tensor weight = TorchDevice.CPU.upload(Laboratory.random(2, 8, 4 / groups, kernel, kernel));
      Tensor bias = TorchDevice.CPU.upload(Laboratory.random(3, 8));
      Convolution options = new Convolution(stride, padding, groups);
      BandedConvolution banded = new BandedConvolution(x, weight, bias, options);
      Tensor whole = ConvolutionKernel.compute(x, weight, bias, options);
      assertThat(banded.bands()).isEqualTo(1);
      for (int bands = 2; bands <= Natives.sizes(whole)[2]; bands++) {
        GoldenAssert.close(
            bands + " bands",
            Natives.download(banded.compute(bands)),
            Natives.download(whole),
            1e-5);
      }
    }
  }

  @Test
  void cutsLargeImagesOnly() {
    try (PointerScope scope = new PointerScope()) {
      Tensor weight = TorchDevice.CPU.upload(Laboratory.random(2, 3, 32, 3, 3));
      Tensor large = TorchDevice.CPU.upload(Laboratory.random(1, 1, 32, 512, 512));
      Tensor small = large.narrow(2, 0, 64);
      Convolution options = Convolution.padded(1);
      assertThat(new BandedConvolution(large, weight, null, options).bands()).isEqualTo(2);
      assertThat(new BandedConvolution(small, weight, null, options).bands()).isEqualTo(1);
    }
  }
}
