package ai.kelix.model.vae;

import ai.kelix.model.layers.Conv2d;
import ai.kelix.model.layers.GatedConvolution;
import ai.kelix.model.layers.ImageLayer;
import ai.kelix.model.layers.LinearAttention;
import ai.kelix.tensor.Parameter;
import ai.kelix.tensor.Parameters;
import ai.kelix.tensor.Tensor;
import ai.kelix.tensor.type.Convolution;
import ai.kelix.tensor.type.Dim;
import java.util.ArrayList;
import java.util.List;

/**
 * Multi-scale linear attention and a gated convolution, each with a residual (kelix-dit §11.4).
 *
 * <p>{@code to_q}, {@code to_k} and {@code to_v} are three thirds of one projection whose output is
 * ordered head by head; they are not queries, keys and values.
 */
final class EfficientVitBlock implements ImageLayer {
  private static final double ATTENTION_EPS = 1e-15;

  private final String name;
  private final int width;
  private final int headDim;
  private final Parameter firstThird;
  private final Parameter secondThird;
  private final Parameter lastThird;
  private final List<Scale> scales = new ArrayList<>();
  private final Parameter output;
  private final ChannelNorm attentionNorm;
  private final GatedConvolution convolution;
  private final ChannelNorm convolutionNorm;

  /** One more view of the fused projection, smoothed over its neighbourhood. */
  private record Scale(Conv2d in, Conv2d out) {}

  EfficientVitBlock(Parameters p, VaeConfig.Stage stage, int headDim, String name) {
    int c = stage.width();
    this.name = name;
    this.width = c;
    this.headDim = headDim;
    Parameters attn = p.at("attn");
    this.firstThird = attn.get("to_q.weight", c, c);
    this.secondThird = attn.get("to_k.weight", c, c);
    this.lastThird = attn.get("to_v.weight", c, c);
    for (int m = 0; m < stage.scales().size(); m++) {
      scales.add(scale(attn.at("to_qkv_multiscale." + m), stage.scales().get(m), c));
    }
    this.output = attn.get("to_out.weight", c, (long) c * (1 + scales.size()));
    this.attentionNorm = ChannelNorm.of(stage.norm(), attn.at("norm_out"), c);
    Parameters conv = p.at("conv_out");
    this.convolution =
        GatedConvolution.of(
            conv.at("conv_inverted"),
            conv.at("conv_depth"),
            conv.at("conv_point"),
            c,
            4L * c,
            GatedConvolution.RELEASED);
    this.convolutionNorm = ChannelNorm.rms(conv.at("norm"), c);
  }

  private Scale scale(Parameters p, int kernel, int c) {
    int fused = 3 * c;
    return new Scale(
        Conv2d.withoutBias(
            p.at("proj_in"), fused, fused, kernel, new Convolution(1, kernel / 2, fused)),
        Conv2d.withoutBias(
            p.at("proj_out"), fused, fused, 1, new Convolution(1, 0, fused / headDim)));
  }

  @Override
  public Tensor forward(Tensor x) {
    Tensor attended = attentionNorm.forward(attend(x)).plus(x).named(name + ".attn");
    Tensor mixed = convolution.forward(attended, name + ".conv");
    return convolutionNorm.forward(mixed).plus(attended).named(name + ".out");
  }

  private Tensor attend(Tensor x) {
    Dim height = x.dim(2);
    Dim columns = x.dim(3);
    Dim positions = height.times(columns);
    Tensor fused = fused(x, positions).reshape(x.dim(0), Dim.of(3L * width), height, columns);
    List<Tensor> views = new ArrayList<>();
    for (int m = 0; m < scales.size(); m++) {
      Scale scale = scales.get(m);
      Tensor smoothed = scale.in().forward(fused).named(name + ".ms" + m + ".proj_in");
      views.add(scale.out().forward(smoothed).named(name + ".ms" + m + ".out"));
    }
    Tensor all = fused.concat(1, views);
    Dim heads = Dim.of((long) width / headDim * (1 + scales.size()));
    Tensor perHead = all.reshape(x.dim(0), heads, Dim.of(3L * headDim), positions);
    List<Tensor> qkv = perHead.chunk(3, 2);
    Tensor mixed = LinearAttention.mix(qkv.get(0), qkv.get(1), qkv.get(2), ATTENTION_EPS);
    Tensor joined = mixed.reshape(x.dim(0), heads.times(headDim), height, columns);
    Tensor channelsLast = joined.permute(0, 2, 3, 1).named(name + ".pre_out");
    return channelsLast.linear(x.weight(output), null).permute(0, 3, 1, 2);
  }

  private Tensor fused(Tensor x, Dim positions) {
    Tensor channelsLast = x.permute(0, 2, 3, 1);
    channelsLast.linear(x.weight(firstThird), null).named(name + ".to_q");
    Tensor weight =
        x.weight(firstThird).concat(0, List.of(x.weight(secondThird), x.weight(lastThird)));
    return weight.matmul(x.reshape(x.dim(0), Dim.of(width), positions));
  }
}
