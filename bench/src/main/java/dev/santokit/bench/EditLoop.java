package dev.santokit.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** The loop of work: from saving a {@code .sql} under {@code stk dev} to the new answer. */
final class EditLoop {

  private static final int EDITS = 20;

  private final Workplace workplace;

  EditLoop(Workplace workplace) {
    this.workplace = workplace;
  }

  void run() throws IOException, InterruptedException {
    System.out.println("From saving a .sql under stk dev to the next call's new answer");
    var shop = Shop.copy(workplace);
    String source = Files.readString(shop.listed());
    List<Double> seconds = new ArrayList<>();
    try (var dev = new DevProcess(workplace, shop.folder(), Shop.CALL)) {
      Duration _ = dev.await(answer -> true);
      for (int i = 1; i <= EDITS; i++) {
        // So that no edit falls into the work on the one before.
        Thread.sleep(300);
        String edit = "\"edit\":" + i;
        Files.writeString(
            shop.listed(), source.replaceFirst("\nSELECT ", "\nSELECT " + i + " AS edit, "));
        seconds.add(dev.await(answer -> answer.contains(edit)).toNanos() / 1e9);
      }
    }
    System.out.printf(
        Locale.ROOT,
        "  %d edits: p50 %.3f s, max %.3f s%n",
        EDITS,
        Contender.median(seconds),
        Collections.max(seconds));
  }
}
