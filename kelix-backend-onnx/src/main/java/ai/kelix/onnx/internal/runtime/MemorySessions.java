package ai.kelix.onnx.internal.runtime;

import ai.kelix.onnx.internal.graph.Graph;
import ai.kelix.onnx.internal.graph.GraphEncoder;
import ai.kelix.onnx.internal.graph.Initializer;
import ai.kelix.onnx.internal.graph.Node;
import ai.kelix.onnx.internal.graph.Value;
import ai.kelix.tensor.type.DType;
import ai.kelix.tensor.type.Dim;
import ai.kelix.tensor.type.Shape;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * One-node graphs that allocate and write the runtime's own memory, which the Java API cannot.
 * Thread-safe.
 */
final class MemorySessions implements AutoCloseable {
  /** Name of the only input. */
  static final String IN = "x";

  /** Name of the only output. */
  static final String OUT = "y";

  private final OrtEnvironment environment;
  private final Map<Key, OrtSession> sessions = new HashMap<>();

  private enum Kind {
    ZEROS,
    COPY
  }

  private record Key(Kind kind, DType dtype, int rank) {}

  MemorySessions(OrtEnvironment environment) {
    this.environment = environment;
  }

  /** Returns the graph that makes zeros of the shape given as int64 vector. */
  OrtSession zeros(DType dtype, int rank) throws OrtException {
    return session(new Key(Kind.ZEROS, dtype, rank));
  }

  /** Returns the graph that copies. */
  OrtSession copy(DType dtype, int rank) throws OrtException {
    return session(new Key(Kind.COPY, dtype, rank));
  }

  private synchronized OrtSession session(Key key) throws OrtException {
    OrtSession session = sessions.get(key);
    if (session == null) {
      session = open(key);
      sessions.put(key, session);
    }
    return session;
  }

  private OrtSession open(Key key) throws OrtException {
    byte[] model = GraphEncoder.encode(graph(key), file -> "");
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setCPUArenaAllocator(false);
      return environment.createSession(model, options);
    }
  }

  private static Graph graph(Key key) {
    Graph graph = new Graph("memory");
    List<Dim> dims = IntStream.range(0, key.rank()).mapToObj(i -> Dim.symbol("d" + i)).toList();
    Shape shape = new Shape(dims);
    Node node;
    if (key.kind() == Kind.ZEROS) {
      Value sizes = graph.addInput(IN, DType.I64, Shape.of(key.rank()));
      Initializer zero = new Initializer.Inline(new byte[key.dtype().bytes()]);
      Value scalar = graph.constant(null, key.dtype(), Shape.of(new long[0]), zero);
      node = graph.addNode("Expand", Node.ONNX, List.of(scalar, sizes), List.of());
    } else {
      Value source = graph.addInput(IN, key.dtype(), shape);
      node = graph.addNode("Identity", Node.ONNX, List.of(source), List.of());
    }
    Value result = graph.addResult(node, key.dtype(), shape);
    result.claimName(OUT);
    graph.addOutput(result);
    return graph;
  }

  @Override
  public synchronized void close() throws OrtException {
    for (OrtSession session : sessions.values()) {
      session.close();
    }
    sessions.clear();
  }
}
