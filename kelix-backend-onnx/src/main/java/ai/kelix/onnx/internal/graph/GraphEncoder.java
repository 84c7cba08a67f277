package ai.kelix.onnx.internal.graph;

import ai.kelix.tensor.type.DType;
import ai.kelix.tensor.type.Dim;
import java.nio.file.Path;
import java.util.function.Function;

/**
 * Writes a graph as an ONNX model. Field numbers are those of the public {@code onnx.proto}.
 *
 * <p>Constants in files are written as external data at locations relative to one folder, so the
 * graph stays small however large its weights are.
 */
public final class GraphEncoder {
  private static final int IR_VERSION = 12;
  private static final int OPSET = 24;
  private static final int MICROSOFT_OPSET = 1;
  private static final int EXTERNAL = 1;

  private final LiveGraph live;
  private final Graph graph;
  private final Function<Path, String> location;

  private GraphEncoder(Graph graph, Function<Path, String> location) {
    this.graph = graph;
    this.live = new LiveGraph(graph);
    this.location = location;
  }

  /**
   * Returns the bytes of the model.
   *
   * @param graph with its outputs
   * @param location tells where a file of constants lies, relative to the graph's folder
   */
  public static byte[] encode(Graph graph, Function<Path, String> location) {
    return new GraphEncoder(graph, location).model().toBytes();
  }

  private WireWriter model() {
    return new WireWriter()
        .integer(1, IR_VERSION)
        .text(2, "kelix")
        .message(7, graph())
        .message(8, opset(Node.ONNX, OPSET))
        .message(8, opset(Node.MICROSOFT, MICROSOFT_OPSET));
  }

  private static WireWriter opset(String domain, int version) {
    return new WireWriter().text(1, domain).integer(2, version);
  }

  private WireWriter graph() {
    WireWriter out = new WireWriter().text(2, graph.name());
    live.nodes().forEach(node -> out.message(1, node(node)));
    live.constants().forEach(value -> out.message(5, tensor(value)));
    graph.inputs().forEach(value -> out.message(11, valueInfo(value)));
    graph.outputs().forEach(value -> out.message(12, valueInfo(value)));
    return out;
  }

  private WireWriter node(Node node) {
    WireWriter out = new WireWriter();
    node.inputs().forEach(value -> out.text(1, live.nameOf(value)));
    node.outputs().forEach(value -> out.text(2, live.nameOf(value)));
    out.text(3, live.nameOf(node.outputs().get(0))).text(4, node.operator());
    node.attributes().forEach(attribute -> out.message(5, attribute(attribute)));
    if (!node.domain().isEmpty()) {
      out.text(7, node.domain());
    }
    return out;
  }

  private static WireWriter attribute(Attribute attribute) {
    WireWriter out = new WireWriter().text(1, attribute.name());
    if (attribute instanceof Attribute.Int i) {
      return out.integer(3, i.value()).integer(20, 2);
    }
    if (attribute instanceof Attribute.Real real) {
      return out.number(2, real.value()).integer(20, 1);
    }
    if (attribute instanceof Attribute.Text text) {
      return out.text(4, text.value()).integer(20, 3);
    }
    ((Attribute.Ints) attribute).values().forEach(value -> out.integer(8, value));
    return out.integer(20, 7);
  }

  private WireWriter tensor(Value value) {
    WireWriter out = new WireWriter();
    for (long size : value.shape().sizes()) {
      out.integer(1, size);
    }
    out.integer(2, typeCode(value.dtype())).text(8, live.nameOf(value));
    if (value.initializer() instanceof Initializer.External external) {
      out.message(13, entry("location", location.apply(external.file())))
          .message(13, entry("offset", Long.toString(external.offset())))
          .message(13, entry("length", Long.toString(external.length())))
          .integer(14, EXTERNAL);
    } else if (value.initializer() instanceof Initializer.Inline inline) {
      out.bytes(9, inline.data());
    }
    return out;
  }

  private static WireWriter entry(String key, String value) {
    return new WireWriter().text(1, key).text(2, value);
  }

  private WireWriter valueInfo(Value value) {
    WireWriter shape = new WireWriter();
    value.shape().dims().forEach(dim -> shape.message(1, dimension(dim)));
    WireWriter type = new WireWriter().integer(1, typeCode(value.dtype())).message(2, shape);
    return new WireWriter()
        .text(1, live.nameOf(value))
        .message(2, new WireWriter().message(1, type));
  }

  private static WireWriter dimension(Dim dim) {
    if (dim.isFixed()) {
      return new WireWriter().integer(1, dim.size());
    }
    return new WireWriter().text(2, dim.toString());
  }

  /** Returns the number of an element type in ONNX. */
  public static int typeCode(DType dtype) {
    return switch (dtype) {
      case F32 -> 1;
      case U8 -> 2;
      case I32 -> 6;
      case I64 -> 7;
      case BOOL -> 9;
      case F16 -> 10;
      case BF16 -> 16;
    };
  }
}
