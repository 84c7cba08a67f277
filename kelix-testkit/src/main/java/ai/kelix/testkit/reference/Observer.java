package ai.kelix.testkit.reference;

/** Learns of named stages while a program runs. */
@FunctionalInterface
interface Observer {
  /** Learns nothing. */
  Observer NONE = (stage, values) -> {};

  /** Called for each named stage. */
  void observe(String stage, Values values);
}
