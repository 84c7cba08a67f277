package ai.kelix.tiny.world.language;

import ai.kelix.tiny.world.scene.Colour;
import ai.kelix.tiny.world.scene.Item;
import ai.kelix.tiny.world.scene.Picture;
import ai.kelix.tiny.world.scene.PictureGenerator;
import ai.kelix.tiny.world.scene.Relation;
import ai.kelix.tiny.world.scene.ShapeKind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/** Questions that a picture answers without doubt. */
public final class Questions {
  /** At most so many questions of one category, lest pairs of items drown the rest. */
  private static final int MOST_OF_A_KIND = 4;

  private Questions() {}

  /**
   * Returns different questions about a picture, at most four of each category, each in a phrasing
   * chosen at random.
   */
  public static List<Question> about(Picture picture, SplittableRandom random) {
    Set<Query> queries = new LinkedHashSet<>();
    if (picture instanceof Picture.Scene scene) {
      queries.addAll(colours(scene, random));
      queries.addAll(counts(scene, random));
      queries.addAll(positions(scene, random));
      queries.addAll(relations(scene, random));
    } else if (picture instanceof Picture.Word) {
      queries.add(new Query.ReadWord());
    } else if (picture instanceof Picture.Chart chart) {
      queries.addAll(charts(chart, random));
    }
    return queries.stream().map(query -> ask(query, picture, random)).toList();
  }

  /**
   * Returns in random order whatever can be asked about how two things lie to each other and be
   * answered by yes or no; both answers are equally often right. None for other pictures than
   * scenes of several items.
   *
   * @param relations that may be asked about
   */
  public static List<Question> comparisons(
      Picture picture, Collection<Relation> relations, SplittableRandom random) {
    List<Item> items = picture instanceof Picture.Scene scene ? scene.items() : List.of();
    List<Query> claims = new ArrayList<>();
    for (Item first : items) {
      for (Item second : items) {
        for (Relation relation : relations) {
          claims.add(new SceneQuery.Lies(Thing.like(first), relation, Thing.like(second)));
        }
      }
    }
    return PictureGenerator.shuffled(claims.stream().distinct().toList(), random).stream()
        .filter(query -> query.answer(picture).isPresent())
        .map(query -> ask(query, picture, random))
        .toList();
  }

  private static Question ask(Query query, Picture picture, SplittableRandom random) {
    String answer =
        query
            .answer(picture)
            .orElseThrow(() -> new IllegalStateException(query + " has no answer in " + picture));
    return new Question(query.kind(), Phrasings.pick(random, query.phrasings()), answer);
  }

  private static List<Query> colours(Picture.Scene scene, SplittableRandom random) {
    List<Query> queries = new ArrayList<>();
    for (ShapeKind shape : ShapeKind.values()) {
      queries.add(new SceneQuery.ColourOf(shape));
    }
    return answered(queries, scene, random);
  }

  private static List<Query> counts(Picture.Scene scene, SplittableRandom random) {
    Item item = any(scene, random);
    Colour asked = random.nextInt(4) == 0 ? colour(scene, random) : item.colour();
    List<Query> queries = new ArrayList<>();
    queries.add(new SceneQuery.Count(Thing.any()));
    queries.add(new SceneQuery.Count(Thing.of(shape(scene, random))));
    queries.add(new SceneQuery.Count(Thing.of(colour(scene, random))));
    queries.add(new SceneQuery.Count(Thing.of(asked, item.shape())));
    return queries;
  }

  /** Mostly something that is there, so that the answer is not always zero. */
  private static ShapeKind shape(Picture.Scene scene, SplittableRandom random) {
    return random.nextInt(4) == 0
        ? PictureGenerator.any(ShapeKind.values(), random)
        : any(scene, random).shape();
  }

  private static Colour colour(Picture.Scene scene, SplittableRandom random) {
    return random.nextInt(4) == 0
        ? PictureGenerator.any(Colour.values(), random)
        : any(scene, random).colour();
  }

  private static Item any(Picture.Scene scene, SplittableRandom random) {
    return scene.items().get(random.nextInt(scene.items().size()));
  }

  private static List<Query> positions(Picture.Scene scene, SplittableRandom random) {
    List<Query> queries = new ArrayList<>();
    for (Item item : scene.items()) {
      queries.add(new SceneQuery.Where(Thing.like(item)));
      if (random.nextInt(3) == 0) {
        queries.add(new SceneQuery.Where(Thing.of(item.shape())));
      }
    }
    return answered(queries, scene, random);
  }

  private static List<Query> relations(Picture.Scene scene, SplittableRandom random) {
    List<Query> claims = new ArrayList<>();
    List<Query> open = new ArrayList<>();
    for (Item first : scene.items()) {
      for (Item second : scene.items()) {
        if (!first.equals(second)) {
          Relation relation = PictureGenerator.any(Relation.values(), random);
          claims.add(new SceneQuery.Lies(Thing.like(first), relation, Thing.like(second)));
        }
      }
      for (Relation relation : Relation.values()) {
        open.add(new SceneQuery.Beside(relation, Thing.like(first)));
      }
    }
    List<Query> queries = new ArrayList<>(answered(claims, scene, random));
    answered(open, scene, random).stream().limit(1).forEach(queries::add);
    int surplus = Math.max(0, queries.size() - MOST_OF_A_KIND);
    return queries.subList(surplus, queries.size());
  }

  /** Keeps the questions that the picture answers, some if there are many, in random order. */
  private static List<Query> answered(
      List<Query> queries, Picture picture, SplittableRandom random) {
    List<Query> distinct = queries.stream().distinct().toList();
    return PictureGenerator.shuffled(distinct, random).stream()
        .filter(query -> query.answer(picture).isPresent())
        .limit(MOST_OF_A_KIND)
        .toList();
  }

  private static List<Query> charts(Picture.Chart chart, SplittableRandom random) {
    List<Picture.Bar> bars = PictureGenerator.shuffled(chart.bars(), random);
    boolean taller = random.nextInt(3) > 0;
    List<Query> queries = new ArrayList<>();
    queries.add(new ChartQuery.Extreme(true));
    queries.add(new ChartQuery.Extreme(false));
    queries.add(new ChartQuery.CountBars());
    queries.add(new ChartQuery.Compare(bars.get(0).colour(), taller, bars.get(1).colour()));
    return queries;
  }
}
