package dev.santokit.bench;

import com.google.errorprone.annotations.FormatMethod;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A row of the table of speeds: the server's own side beside a limit, in turns.
 *
 * @param title what is called
 * @param must the least ratio of answers a second that is good enough
 * @param goal the ratio that is aimed at
 */
record Row(String title, double must, double goal) {

  private static final int ROUNDS = 4;
  private static final Duration WARM_UP = Duration.ofSeconds(6);
  private static final Duration ROUND = Duration.ofSeconds(3);

  /** Runs the sides in turns and prints what was measured. */
  void run(Lane subject, Lane limit, Lane... others) throws IOException, InterruptedException {
    List<Contender> contenders =
        measured(Stream.concat(Stream.of(subject, limit), Stream.of(others)).toList());
    print(contenders);
    verdict(contenders.get(0).ratioTo(contenders.get(1)));
    for (Contender other : contenders.subList(2, contenders.size())) {
      say("  beside %s: %.2f", other.name(), contenders.getFirst().ratioTo(other));
    }
  }

  /** Runs the sides in turns. */
  List<Contender> measured(List<Lane> lanes) throws IOException, InterruptedException {
    List<Contender> contenders = lanes.stream().map(Contender::new).toList();
    for (Contender contender : contenders) {
      contender.warmUp(WARM_UP);
    }
    for (int round = 0; round < ROUNDS; round++) {
      for (Contender contender : contenders) {
        contender.round(ROUND);
      }
    }
    return contenders;
  }

  void print(List<Contender> contenders) {
    say("%s", title);
    say(
        "  %-34s %10s %8s %8s %12s",
        "medians of " + ROUNDS + " rounds", "per second", "p50 ms", "p99 ms", "CPU µs each");
    for (Contender contender : contenders) {
      say(
          "  %-34s %10.0f %8.2f %8.2f %12.1f",
          contender.name(),
          contender.perSecond(),
          contender.p50(),
          contender.p99(),
          contender.cpuMicros());
    }
  }

  private void verdict(double ratio) {
    say(
        "  RATIO %.2f, must %.2f, goal %.2f: %s",
        ratio, must, goal, ratio >= goal ? "goal" : ratio >= must ? "good enough" : "MISSED");
  }

  @FormatMethod
  private static void say(String format, Object... values) {
    System.out.printf(Locale.ROOT, format + "%n", values);
  }
}
