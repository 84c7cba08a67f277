package ai.kelix.tensor.graph;

import static org.assertj.core.api.Assertions.assertThat;

import ai.kelix.tensor.Tensor;
import ai.kelix.tensor.Tensors;
import ai.kelix.tensor.op.Source;
import ai.kelix.tensor.type.Convolution;
import ai.kelix.tensor.type.DType;
import ai.kelix.tensor.type.Dim;
import ai.kelix.tensor.type.Shape;
import ai.kelix.tensor.type.TensorType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which results share memory, and how much that comes to. */
class WorkingMemoryTest {
  private final GraphTape tape = new GraphTape();
  private final Tensor x = input("x", 1024);

  private Tensor input(String name, long... sizes) {
    TensorType type = new TensorType(DType.F32, Shape.of(sizes));
    return tape.apply(new Source.Input(name, type, false), List.of()).get(0);
  }

  private long peak(Tensor result) {
    return WorkingMemory.peak(tape.graph(Map.of("y", result)).pruned());
  }

  @Test
  void chainsNeedOneResult() {
    Tensor y = x;
    for (int i = 0; i < 40; i++) {
      y = i % 2 == 0 ? y.sin() : y.plus(1).times(x);
    }
    assertThat(peak(y)).isEqualTo(4096);
  }

  @Test
  void viewsKeepWhatTheyShow() {
    Tensor half = x.sin().narrow(0, 0, 512);
    assertThat(peak(half.softmax(0).plus(half))).isEqualTo(4096 + 2048);
    assertThat(peak(half.softmax(0).softmax(0).plus(half))).isEqualTo(4096 + 2048 + 2048);
  }

  @Test
  void whatIsReadLaterIsNotOverwritten() {
    Tensor once = x.sin();
    assertThat(peak(once.cos().plus(once))).isEqualTo(2 * 4096);
    Tensor sum = x.sin();
    assertThat(WorkingMemory.peak(tape.graph(Map.of("a", sum, "b", sum.cos()))))
        .isEqualTo(2 * 4096);
  }

  @Test
  void reshapesCopyWhereTheOrderAsksForIt() {
    Tensor grid = x.sin().reshape(Shape.of(32L, 32L));
    assertThat(peak(grid.reshape(Shape.of(4L, 8L, 32L)))).isEqualTo(4096);
    assertThat(peak(grid.transpose(0, 1).unsqueeze(0))).isEqualTo(4096);
    assertThat(peak(grid.transpose(0, 1).reshape(Shape.of(1024L)))).isEqualTo(2 * 4096);
    Tensor repeated = x.sin().unsqueeze(0).expand(Dim.of(3), Dim.of(1024));
    assertThat(peak(repeated)).isEqualTo(4096);
    assertThat(peak(repeated.reshape(Shape.of(3072L)))).isEqualTo(4 * 4096);
  }

  @Test
  void repeatedElementsAreNotOverwritten() {
    Tensor repeated = x.sin().unsqueeze(0).expand(Dim.of(3), Dim.of(1024));
    assertThat(peak(repeated.cos())).isEqualTo(4 * 4096);
  }

  @Test
  void convolutionsTakeBlocksOfChannelsBesideTheirResult() {
    Tensor image = input("image", 1, 32, 16, 16);
    Tensor kernel = input("kernel", 32, 32, 3, 3);
    Tensor y = image.conv2d(kernel, null, Convolution.padded(1));
    assertThat(peak(y)).isEqualTo(2 * 32 * 16 * 16 * 4);
  }

  @Test
  void constantsStay() {
    Tensor angles = new Tensors(tape).range(Dim.of(1024)).to(DType.F32).cos();
    Tensor y = x.plus(angles).softmax(0).softmax(0);
    assertThat(peak(y)).isEqualTo(4096 + 2 * 4096);
  }
}
