package ai.kelix.onnx.internal.runtime;

import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Small direct buffers for use again and again, because Java frees direct memory only when it
 * collects garbage. Thread-safe.
 */
final class BufferPool {
  /** The largest buffer handed out. */
  static final int LIMIT = 64 * 1024;

  private static final int SMALLEST = 64;
  private static final int KEPT_PER_SIZE = 32;

  private final List<Deque<ByteBuffer>> idle = new ArrayList<>();

  BufferPool() {
    for (int size = SMALLEST; size <= LIMIT; size *= 2) {
      idle.add(new ArrayDeque<>());
    }
  }

  /** Returns a zero-filled buffer with this limit, at most {@link #LIMIT}. */
  ByteBuffer take(int bytes) {
    int index = index(bytes);
    ByteBuffer buffer;
    synchronized (this) {
      buffer = idle.get(index).poll();
    }
    if (buffer == null) {
      buffer = ByteBuffer.allocateDirect(SMALLEST << index).order(ByteOrder.LITTLE_ENDIAN);
    }
    Buffer range = buffer;
    range.clear();
    range.limit(bytes);
    for (int i = 0; i < bytes; i++) {
      buffer.put(i, (byte) 0);
    }
    return buffer;
  }

  /** Takes a buffer back, which nobody may use any more. */
  synchronized void giveBack(ByteBuffer buffer) {
    Deque<ByteBuffer> same = idle.get(index(buffer.capacity()));
    if (same.size() < KEPT_PER_SIZE) {
      same.push(buffer);
    }
  }

  private static int index(int bytes) {
    int rounded = Math.max(bytes, SMALLEST);
    return 32 - Integer.numberOfLeadingZeros(rounded - 1) - 6;
  }
}
