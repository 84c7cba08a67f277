package ai.kelix.onnx.internal.runtime;

import ai.kelix.BackendException;
import ai.kelix.tensor.program.HostTensor;
import ai.kelix.tensor.type.DType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/**
 * Allocates, fills and frees the memory of tensors. Thread-safe.
 *
 * <p>Small tensors live in pooled direct buffers, which Java writes at once. Large ones are the
 * runtime's own, so they are freed when closed and do not count against Java's limit on direct
 * memory; as the Java API can neither allocate nor write such memory, one-node graphs do it.
 */
final class TensorMemory implements AutoCloseable {
  private final OrtEnvironment environment;
  private final BufferPool pool = new BufferPool();
  private final MemorySessions sessions;

  /**
   * Native numbers.
   *
   * @param tensor the runtime's handle
   * @param buffer the memory if it is pooled; empty if the runtime allocated it
   */
  record Block(OnnxTensor tensor, List<ByteBuffer> buffer) {}

  TensorMemory(OrtEnvironment environment) {
    this.environment = environment;
    this.sessions = new MemorySessions(environment);
  }

  /** Returns a zero-filled tensor. */
  Block allocate(DType dtype, long[] sizes) {
    long bytes = bytes(dtype, sizes);
    try {
      if (bytes <= BufferPool.LIMIT) {
        ByteBuffer buffer = pool.take((int) bytes);
        return new Block(wrap(buffer, dtype, sizes), List.of(buffer));
      }
      LongBuffer shape = LongBuffer.wrap(sizes);
      try (OnnxTensor x = OnnxTensor.createTensor(environment, shape, new long[] {sizes.length})) {
        return made(sessions.zeros(dtype, sizes.length), x);
      }
    } catch (OrtException e) {
      throw failure("allocate " + bytes + " bytes", e);
    }
  }

  /** Returns a tensor with these elements. */
  Block upload(HostTensor source) {
    long[] sizes = source.sizes();
    if (bytes(source.dtype(), sizes) <= BufferPool.LIMIT) {
      Block block = allocate(source.dtype(), sizes);
      put(source, block.buffer().get(0));
      return block;
    }
    ByteBuffer staged = staged(source);
    try (OnnxTensor x = wrap(staged, source.dtype(), sizes)) {
      return made(sessions.copy(source.dtype(), sizes.length), x);
    } catch (OrtException e) {
      throw failure("upload " + source, e);
    }
  }

  /** Overwrites a tensor of the same type and count. */
  void fill(Block target, HostTensor source) {
    if (!target.buffer().isEmpty()) {
      put(source, target.buffer().get(0));
      return;
    }
    long[] sizes = target.tensor().getInfo().getShape();
    try (OnnxTensor x = wrap(staged(source), source.dtype(), sizes)) {
      sessions
          .copy(source.dtype(), sizes.length)
          .run(Map.of(MemorySessions.IN, x), Map.of(MemorySessions.OUT, target.tensor()));
    } catch (OrtException e) {
      throw failure("overwrite " + source, e);
    }
  }

  private static Block made(OrtSession session, OnnxTensor x) throws OrtException {
    return new Block((OnnxTensor) session.run(Map.of(MemorySessions.IN, x)).get(0), List.of());
  }

  /** Frees a tensor. */
  void free(Block block) {
    block.tensor().close();
    block.buffer().forEach(pool::giveBack);
  }

  private static void put(HostTensor source, ByteBuffer target) {
    target.duplicate().put(source.data().duplicate());
  }

  private static ByteBuffer staged(HostTensor source) {
    ByteBuffer data = source.data();
    if (data.isDirect()) {
      return data;
    }
    ByteBuffer copy = ByteBuffer.allocateDirect(data.remaining());
    put(source, copy);
    return copy;
  }

  private OnnxTensor wrap(ByteBuffer data, DType dtype, long[] sizes) throws OrtException {
    return OnnxTensor.createTensor(environment, data, sizes, Elements.javaType(dtype));
  }

  private static long bytes(DType dtype, long[] sizes) {
    return LongStream.of(sizes).reduce(dtype.bytes(), Math::multiplyExact);
  }

  private static BackendException failure(String what, OrtException cause) {
    return OnnxFailure.of("ONNX Runtime could not " + what, cause);
  }

  @Override
  public void close() {
    try {
      sessions.close();
    } catch (OrtException e) {
      throw failure("close", e);
    }
  }
}
