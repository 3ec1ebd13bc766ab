package dev.santokit.bench;

import java.io.IOException;
import java.time.Duration;

/** One side of a comparison: something that can be kept busy for a while. */
interface Lane {

  /** What tables call it. */
  String name();

  /**
   * Keeps it busy.
   *
   * @throws IOException when something fails: a figure of failures means nothing
   */
  Measured run(Duration time) throws IOException, InterruptedException;

  /** Processor time of the side's own process until now, in seconds; NaN when it has none. */
  double cpuSeconds();
}
