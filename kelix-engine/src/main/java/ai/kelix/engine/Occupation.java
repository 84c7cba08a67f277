package ai.kelix.engine;

/** What an answer occupies while it is made, besides what it computes with. */
interface Occupation {
  /** Occupies nothing. */
  Occupation NONE =
      new Occupation() {
        @Override
        public void abandon() {}

        @Override
        public void end() {}
      };

  /** Told, from any thread, that the answer is not wanted any more and will soon end. */
  void abandon();

  /** Told when the answer has ended, whatever became of it. */
  void end();
}
