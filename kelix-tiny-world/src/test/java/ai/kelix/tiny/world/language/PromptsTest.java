package ai.kelix.tiny.world.language;

import static org.assertj.core.api.Assertions.assertThat;

import ai.kelix.tiny.world.scene.Colour;
import ai.kelix.tiny.world.scene.Item;
import ai.kelix.tiny.world.scene.Picture;
import ai.kelix.tiny.world.scene.PictureGenerator;
import ai.kelix.tiny.world.scene.Region;
import ai.kelix.tiny.world.scene.Relation;
import ai.kelix.tiny.world.scene.ShapeKind;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PromptsTest {
  private static final Thing RED_CIRCLE = Thing.of(Colour.RED, ShapeKind.CIRCLE);
  private static final Thing BLUE_SQUARE = Thing.of(Colour.BLUE, ShapeKind.SQUARE);

  @Test
  void readsTheDocumentedForms() {
    assertThat(PromptReader.read("a star")).contains(things(1, Thing.of(ShapeKind.STAR)));
    assertThat(PromptReader.read("an orange star"))
        .contains(things(1, Thing.of(Colour.ORANGE, ShapeKind.STAR)));
    assertThat(PromptReader.read("Please draw just one red circle and nothing else."))
        .contains(things(1, RED_CIRCLE));
    assertThat(PromptReader.read("three red circles")).contains(things(3, RED_CIRCLE));
    assertThat(PromptReader.read("A picture of 3 red circles on a light background"))
        .contains(things(3, RED_CIRCLE));
    assertThat(PromptReader.read("a red circle left of a blue square"))
        .contains(new Wish.Related(RED_CIRCLE, Relation.LEFT_OF, BLUE_SQUARE));
    assertThat(PromptReader.read("a red circle at the top right"))
        .contains(new Wish.Placed(List.of(new Wish.Place(RED_CIRCLE, Region.TOP_RIGHT))));
    assertThat(PromptReader.read("a red circle and a blue square"))
        .contains(
            new Wish.Things(
                List.of(new Wish.Group(1, RED_CIRCLE), new Wish.Group(1, BLUE_SQUARE))));
  }

  @Test
  void readsNothingIntoOtherPrompts() {
    assertThat(PromptReader.read("a red dog")).isEmpty();
    assertThat(PromptReader.read("five red circles")).isEmpty();
    assertThat(PromptReader.read("the word cat")).isEmpty();
    assertThat(PromptReader.read("")).isEmpty();
  }

  @Test
  void everyPromptReadsBackAndItsExampleSatisfiesIt() {
    SplittableRandom random = new SplittableRandom(5);
    for (PromptKind kind : PromptKind.values()) {
      for (int i = 0; i < 500; i++) {
        DrawingPrompt prompt = Prompts.draw(kind, random);
        assertThat(prompt.kind()).isEqualTo(kind);
        if (prompt.example() instanceof Picture.Scene scene) {
          Wish wish = PromptReader.read(prompt.text()).orElseThrow();
          assertThat(wish.kind()).as(prompt.text()).isEqualTo(kind);
          assertThat(satisfied(wish, scene.items())).as(prompt + " " + wish).isTrue();
          assertThat(PromptReader.read(wish.text())).contains(wish);
        }
      }
    }
  }

  @Test
  void caseBlanksAndFullStopDoNotMakeAnotherPrompt() {
    assertThat(prompt("Draw a red  circle.").identity())
        .isEqualTo(prompt("draw a red circle").identity());
    assertThat(prompt("a red circle").identity())
        .isNotEqualTo(prompt("draw a red circle").identity());
  }

  private static boolean satisfied(Wish wish, List<Item> items) {
    if (wish instanceof Wish.Things things) {
      int asked = things.groups().stream().mapToInt(Wish.Group::count).sum();
      return asked == items.size()
          && things.groups().stream()
              .allMatch(g -> items.stream().filter(g.thing()::fits).count() == g.count());
    }
    if (wish instanceof Wish.Related related) {
      Item first = items.stream().filter(related.first()::fits).findFirst().orElseThrow();
      Item second = items.stream().filter(related.second()::fits).findFirst().orElseThrow();
      return related.relation().lead(first, second) > 0;
    }
    return ((Wish.Placed) wish)
        .places().stream()
            .allMatch(
                place ->
                    items.stream()
                        .filter(place.thing()::fits)
                        .anyMatch(item -> item.region(Picture.SIDE) == place.region()));
  }

  private static Wish things(int count, Thing thing) {
    return new Wish.Things(List.of(new Wish.Group(count, thing)));
  }

  private static DrawingPrompt prompt(String text) {
    Picture example = PictureGenerator.scene(new SplittableRandom(1));
    return new DrawingPrompt(PromptKind.COLOURS, text, example);
  }
}
