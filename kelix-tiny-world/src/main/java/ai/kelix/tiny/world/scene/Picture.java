package ai.kelix.tiny.world.scene;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a picture of the drawn world shows. */
public sealed interface Picture {

  /** Side of every picture in pixels. */
  int SIDE = 112;

  /** Returns the same text for pictures that count as the same when data are split. */
  String identity();

  /** Seed of everything that does not matter: ground, jitter, style. */
  long style();

  /**
   * Coloured shapes.
   *
   * @param items one to six, not overlapping
   * @param style seed of the ground
   */
  record Scene(List<Item> items, long style) implements Picture {
    /** Copies the list. */
    public Scene {
      items = List.copyOf(items);
    }

    @Override
    public String identity() {
      return items.stream()
          .map(item -> item.phrase() + " " + item.region(SIDE).phrase())
          .sorted()
          .collect(Collectors.joining(";", "scene:", ""));
    }
  }

  /**
   * A drawn word.
   *
   * @param text two to six lower-case letters
   * @param style seed of font, size, colour and place
   */
  record Word(String text, long style) implements Picture {
    @Override
    public String identity() {
      return "word:" + text;
    }
  }

  /**
   * A bar chart.
   *
   * @param bars from left to right, two to four, colours all different, heights all different
   * @param style seed of the ground
   */
  record Chart(List<Bar> bars, long style) implements Picture {
    /** Copies the list. */
    public Chart {
      bars = List.copyOf(bars);
    }

    @Override
    public String identity() {
      return bars.stream()
          .map(bar -> bar.colour().word() + bar.height())
          .collect(Collectors.joining(";", "chart:", ""))
          .toLowerCase(Locale.ROOT);
    }
  }

  /**
   * One bar.
   *
   * @param colour its fill
   * @param height 1 … 9 units
   */
  record Bar(Colour colour, int height) {}
}
