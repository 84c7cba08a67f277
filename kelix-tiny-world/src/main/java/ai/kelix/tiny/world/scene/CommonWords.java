package ai.kelix.tiny.world.scene;

import java.util.List;

/** Words that people know, of two to six letters. */
final class CommonWords {

  /** The list, without repetition. */
  static final List<String> ALL =
      List.of(
          ("go up we it on no at by do he if in is me my of or so to us am an as be "
                  + "cat dog sun car yes box cup hat key map pen red six ten toy van web zoo ant bag "
                  + "bat bed bee bus cow day ear egg eye fan fox fun gas ice jam jar leg lip log man "
                  + "mud net nut oak oil one owl pan pie pig pot ram sea sky tea tie top two war wax "
                  + "tree fish bird book door milk hand time moon rain king ship road city ball cake "
                  + "desk farm gold hill idea jump kite lamp nest open park quiz rose snow tent unit "
                  + "vase wind year zone area army baby back band bank bell boat body bone cold corn "
                  + "dark deer drum duck dust east echo face fire flag food foot four frog game gate "
                  + "girl goat hair half home hope iron jazz knee lake leaf life line lion love mask "
                  + "house green water apple stone light river music table chair bread plant horse "
                  + "cloud beach brain brick brush camel chess clock coast crown dance dream earth "
                  + "eagle field flame fruit ghost glass grape grass heart honey hotel juice knife "
                  + "lemon metal money mouse night ocean onion paper peach piano pilot queen radio "
                  + "bridge candle dragon engine flower garden hammer island jacket kitten ladder "
                  + "mirror needle orange pencil rabbit silver ticket violet window yellow zipper "
                  + "animal basket bottle butter camera carpet castle cheese circle coffee cotton "
                  + "doctor family finger forest guitar helmet insect jungle letter market monkey "
                  + "number office pepper planet potato rocket school shadow spider spring street "
                  + "summer temple tomato tunnel valley walnut winter wizard")
              .split(" ", -1));

  private CommonWords() {}
}
