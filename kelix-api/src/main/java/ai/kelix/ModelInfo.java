package ai.kelix;

import java.util.List;

/**
 * What was loaded.
 *
 * @param name the name or folder given to load
 * @param backend such as {@code onnx}
 * @param device in words, such as {@code CPU}
 * @param components the parts of the model with their sizes
 * @param codesPerCell number of codebooks N
 * @param codebookSize codes in each codebook
 * @param textVocabulary number of text and control ids
 * @param maxBlocks positions of the language model
 * @param imageSide side of generated images in pixels; 0 if the model cannot paint
 * @param answering how the model wants the words of its answers chosen
 * @param drawing how the model wants pictures chosen: those it is asked for and those it draws
 *     inside an answer
 */
public record ModelInfo(
    String name,
    String backend,
    String device,
    List<Component> components,
    int codesPerCell,
    int codebookSize,
    int textVocabulary,
    int maxBlocks,
    int imageSide,
    Sampling answering,
    Sampling drawing) {

  /** Copies the list. */
  public ModelInfo {
    components = List.copyOf(components);
  }

  /**
   * One part of a model.
   *
   * @param name such as {@code language model} or {@code VAE}
   * @param parameters number of weights
   * @param bytes their size on disk
   * @param dtype their stored type, such as {@code F32}
   */
  public record Component(String name, long parameters, long bytes, String dtype) {}
}
