package ai.kelix.tiny.world.language;

import ai.kelix.tiny.world.scene.Colour;
import ai.kelix.tiny.world.scene.Picture;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A question about a bar chart. */
public sealed interface ChartQuery extends Query {

  @Override
  default QuestionKind kind() {
    return QuestionKind.CHART;
  }

  @Override
  default Optional<String> answer(Picture picture) {
    return picture instanceof Picture.Chart chart ? answer(chart.bars()) : Optional.empty();
  }

  /** Returns the right answer to a chart; empty if the chart leaves doubt. */
  Optional<String> answer(List<Picture.Bar> bars);

  /**
   * Asks the colour of the tallest or the shortest bar.
   *
   * @param tallest rather than shortest
   */
  record Extreme(boolean tallest) implements ChartQuery {
    static final String TALLEST = "tallest";
    static final String SHORTEST = "shortest";

    @Override
    public Optional<String> answer(List<Picture.Bar> bars) {
      Comparator<Picture.Bar> byHeight = Comparator.comparingInt(Picture.Bar::height);
      return bars.stream()
          .max(tallest ? byHeight : byHeight.reversed())
          .map(bar -> bar.colour().word());
    }

    @Override
    public List<String> phrasings() {
      return Phrasings.filled(Phrasings.EXTREME, tallest ? TALLEST : SHORTEST);
    }
  }

  /** Asks how many bars there are; answered in digits. */
  record CountBars() implements ChartQuery {
    static final String BARS = "bars";

    @Override
    public Optional<String> answer(List<Picture.Bar> bars) {
      return Optional.of(Integer.toString(bars.size()));
    }

    @Override
    public List<String> phrasings() {
      return Phrasings.filled(Phrasings.COUNT, BARS);
    }
  }

  /**
   * Asks whether one bar is taller, or shorter, than another; answered by yes or no.
   *
   * @param first colour of a bar
   * @param taller rather than shorter
   * @param second colour of another bar
   */
  record Compare(Colour first, boolean taller, Colour second) implements ChartQuery {
    @Override
    public Optional<String> answer(List<Picture.Bar> bars) {
      return height(bars, first)
          .flatMap(a -> height(bars, second).map(b -> taller ? a > b : a < b))
          .map(holds -> holds ? "yes" : "no");
    }

    private static Optional<Integer> height(List<Picture.Bar> bars, Colour colour) {
      Stream<Picture.Bar> found = bars.stream().filter(bar -> bar.colour() == colour);
      return found.map(Picture.Bar::height).findFirst();
    }

    @Override
    public List<String> phrasings() {
      List<Template> templates = taller ? Phrasings.TALLER : Phrasings.SHORTER;
      return Phrasings.filled(templates, first.word(), second.word());
    }
  }
}
