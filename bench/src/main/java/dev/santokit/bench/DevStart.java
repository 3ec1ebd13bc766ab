package dev.santokit.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** From {@code ./stk dev samples/shop}, all built, to the first answered call. */
final class DevStart {

  private static final int STARTS = 3;

  private final Workplace workplace;

  DevStart(Workplace workplace) {
    this.workplace = workplace;
  }

  void run() throws IOException, InterruptedException {
    System.out.println("From ./stk dev samples/shop to the first answered call");
    var first = new ArrayList<Double>();
    var again = new ArrayList<Double>();
    for (int i = 0; i < STARTS; i++) {
      Path folder = Shop.copy(workplace).folder();
      first.add(start(folder, i == 0 ? "the first" : null));
      again.add(start(folder, i == 0 ? "the second" : null));
    }
    print("a new database, schema and seed", first);
    print("the database is there", again);
  }

  private double start(Path folder, @Nullable String shown)
      throws IOException, InterruptedException {
    long began = System.nanoTime();
    try (var dev = new DevProcess(workplace, folder, Shop.CALL)) {
      dev.await(answer -> true);
      double seconds = (System.nanoTime() - began) / 1e9;
      if (shown != null) {
        System.out.println("  what " + shown + " start printed, and when:");
        for (var line : dev.lines()) {
          System.out.printf(
              Locale.ROOT, "    %6.2f s  %s%n", line.at().toNanos() / 1e9, line.text());
        }
      }
      return seconds;
    }
  }

  private static void print(String what, List<Double> seconds) {
    System.out.printf(
        Locale.ROOT, "  %s: %.2f s (median of %d)%n", what, Contender.median(seconds), STARTS);
  }
}
