package ai.kelix.tiny.recipe;

import ai.kelix.tensor.Tensor;
import ai.kelix.tensor.gradient.TensorScope;
import ai.kelix.tensor.program.HostTensor;
import ai.kelix.tensor.type.DType;
import ai.kelix.tiny.world.scene.Picture;
import ai.kelix.tiny.world.scene.PictureRenderer;
import ai.kelix.tokenizer.image.Patches;
import ai.kelix.tokenizer.image.PreprocessorConfig;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Memory for the patches of batches, used again and again: to touch a fresh page costs several
 * times what it takes to draw into it. Thread-safe.
 */
final class PatchMemory {
  private final Queue<HostTensor> free = new ConcurrentLinkedQueue<>();

  /** Drawn pictures that wait for their upload, which happens once. */
  final class Drawn {
    private final HostTensor patches;

    private Drawn(HostTensor patches) {
      this.patches = patches;
    }

    /** Returns the patches {@code [B, 64, 588]} and gives their memory back. */
    Tensor upload(TensorScope scope) {
      Tensor uploaded = scope.upload(patches);
      free.add(patches);
      return uploaded;
    }
  }

  /** Draws pictures and cuts them into patches. */
  Drawn draw(List<Picture> pictures) {
    Patches first = cut(pictures.get(0));
    int count = first.rows() * first.columns();
    HostTensor patches = take(pictures.size(), count, first.count() / count);
    FloatBuffer target = patches.data().asFloatBuffer();
    first.write(target);
    pictures.subList(1, pictures.size()).forEach(picture -> cut(picture).write(target));
    return new Drawn(patches);
  }

  private static Patches cut(Picture picture) {
    return Patches.of(PictureRenderer.image(picture), PreprocessorConfig.DEFAULTS);
  }

  private HostTensor take(long... sizes) {
    HostTensor used = free.poll();
    boolean fits = used != null && Arrays.equals(used.sizes(), sizes);
    return fits ? used : HostTensor.allocate(DType.F32, sizes);
  }
}
