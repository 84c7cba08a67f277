package ai.kelix.cli.training.parts;

import static ai.kelix.cli.training.parts.Qwen3Folder.EPS;
import static ai.kelix.cli.training.parts.Qwen3Folder.HEADS;
import static ai.kelix.cli.training.parts.Qwen3Folder.HEAD_DIM;
import static ai.kelix.cli.training.parts.Qwen3Folder.INTERMEDIATE;
import static ai.kelix.cli.training.parts.Qwen3Folder.KEY_VALUE_HEADS;
import static ai.kelix.cli.training.parts.Qwen3Folder.LAYERS;
import static ai.kelix.cli.training.parts.Qwen3Folder.ROPE_BASE;
import static ai.kelix.cli.training.parts.Qwen3Folder.VOCABULARY;
import static ai.kelix.cli.training.parts.Qwen3Folder.WIDTH;

/** Qwen3 spelled out in loops of doubles, to have something to compare with. */
final class PlainQwen3 {
  private final Qwen3Folder model;

  PlainQwen3(Qwen3Folder model) {
    this.model = model;
  }

  /** Scores the id after a text; nothing is cached. */
  double[] logits(int... ids) {
    double[][] x = new double[ids.length][WIDTH];
    float[] table = model.weight("model.embed_tokens.weight");
    for (int t = 0; t < ids.length; t++) {
      for (int d = 0; d < WIDTH; d++) {
        x[t][d] = table[ids[t] * WIDTH + d];
      }
    }
    for (int i = 0; i < LAYERS; i++) {
      layer(x, "model.layers." + i + ".");
    }
    double[] last = normed(x[ids.length - 1], model.weight("model.norm.weight"));
    return times(model.head(), last, VOCABULARY);
  }

  private void layer(double[][] x, String name) {
    double[][] attended = attention(x, name);
    for (int t = 0; t < x.length; t++) {
      add(x[t], attended[t]);
      double[] y = normed(x[t], model.weight(name + "post_attention_layernorm.weight"));
      double[] gate = times(model.weight(name + "mlp.gate_proj.weight"), y, INTERMEDIATE);
      double[] up = times(model.weight(name + "mlp.up_proj.weight"), y, INTERMEDIATE);
      for (int f = 0; f < INTERMEDIATE; f++) {
        up[f] *= gate[f] / (1 + Math.exp(-gate[f]));
      }
      add(x[t], times(model.weight(name + "mlp.down_proj.weight"), up, WIDTH));
    }
  }

  private double[][] attention(double[][] x, String name) {
    double[][][] q = new double[x.length][][];
    double[][][] k = new double[x.length][][];
    double[][][] v = new double[x.length][][];
    double[][] out = new double[x.length][];
    for (int t = 0; t < x.length; t++) {
      double[] y = normed(x[t], model.weight(name + "input_layernorm.weight"));
      q[t] = heads(name + "self_attn.q_", y, HEADS, t, true);
      k[t] = heads(name + "self_attn.k_", y, KEY_VALUE_HEADS, t, true);
      v[t] = heads(name + "self_attn.v_", y, KEY_VALUE_HEADS, t, false);
      double[] mixed = new double[HEADS * HEAD_DIM];
      for (int h = 0; h < HEADS; h++) {
        int shared = h / (HEADS / KEY_VALUE_HEADS);
        mix(q[t][h], k, v, shared, t, mixed, h * HEAD_DIM);
      }
      out[t] = times(model.weight(name + "self_attn.o_proj.weight"), mixed, WIDTH);
    }
    return out;
  }

  private static void mix(
      double[] query, double[][][] k, double[][][] v, int head, int last, double[] out, int at) {
    double[] weights = new double[last + 1];
    double total = 0;
    for (int s = 0; s <= last; s++) {
      double dot = 0;
      for (int d = 0; d < HEAD_DIM; d++) {
        dot += query[d] * k[s][head][d];
      }
      weights[s] = Math.exp(dot / Math.sqrt(HEAD_DIM));
      total += weights[s];
    }
    for (int s = 0; s <= last; s++) {
      for (int d = 0; d < HEAD_DIM; d++) {
        out[at + d] += weights[s] / total * v[s][head][d];
      }
    }
  }

  private double[][] heads(String name, double[] y, int count, int position, boolean turned) {
    double[] all = times(model.weight(name + "proj.weight"), y, count * HEAD_DIM);
    double[][] heads = new double[count][HEAD_DIM];
    for (int h = 0; h < count; h++) {
      System.arraycopy(all, h * HEAD_DIM, heads[h], 0, HEAD_DIM);
      if (turned) {
        heads[h] = rotated(normed(heads[h], model.weight(name + "norm.weight")), position);
      }
    }
    return heads;
  }

  private static double[] rotated(double[] x, int position) {
    double[] y = new double[HEAD_DIM];
    int half = HEAD_DIM / 2;
    for (int i = 0; i < half; i++) {
      double angle = position * Math.pow(ROPE_BASE, -2.0 * i / HEAD_DIM);
      y[i] = x[i] * Math.cos(angle) - x[i + half] * Math.sin(angle);
      y[i + half] = x[i + half] * Math.cos(angle) + x[i] * Math.sin(angle);
    }
    return y;
  }

  private static double[] normed(double[] x, float[] scale) {
    double squares = 0;
    for (double value : x) {
      squares += value * value;
    }
    double factor = 1 / Math.sqrt(squares / x.length + EPS);
    double[] y = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      y[i] = x[i] * factor * scale[i];
    }
    return y;
  }

  private static double[] times(float[] matrix, double[] x, int rows) {
    double[] y = new double[rows];
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < x.length; c++) {
        y[r] += matrix[r * x.length + c] * x[c];
      }
    }
    return y;
  }

  private static void add(double[] x, double[] y) {
    for (int i = 0; i < x.length; i++) {
      x[i] += y[i];
    }
  }
}
