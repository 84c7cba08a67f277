package ai.kelix.hub;

import java.time.Duration;

/**
 * How long and how often the download tries.
 *
 * @param idle longest silence of a server
 * @param connect longest wait for a connection
 * @param listing longest time for the whole list of files
 * @param attempts in a row without progress, at least 1
 * @param firstPause before the second attempt; doubles after each further one
 * @param longestPause bounds the pauses, also those that a server asks for
 */
record Patience(
    Duration idle,
    Duration connect,
    Duration listing,
    int attempts,
    Duration firstPause,
    Duration longestPause) {
  static final Patience USUAL =
      new Patience(
          Duration.ofSeconds(30),
          Duration.ofSeconds(10),
          Duration.ofMinutes(2),
          6,
          Duration.ofSeconds(1),
          Duration.ofSeconds(60));

  Patience withAttempts(int count) {
    return new Patience(idle, connect, listing, count, firstPause, longestPause);
  }
}
