package dev.santokit.bench;

import java.util.Arrays;

/**
 * What a load saw.
 *
 * @param requests how many were answered
 * @param seconds in how long
 * @param p50 the latency that half of them did not exceed, in milliseconds
 * @param p99 the latency that 99 of 100 did not exceed, in milliseconds
 */
record Measured(int requests, double seconds, double p50, double p99) {

  /**
   * Of single latencies.
   *
   * @param nanos of each answer, in any order; sorted afterwards
   */
  static Measured of(long[] nanos, double seconds) {
    Arrays.sort(nanos);
    return new Measured(nanos.length, seconds, quantile(nanos, 50), quantile(nanos, 99));
  }

  /** Answers a second. */
  double perSecond() {
    return requests / seconds;
  }

  private static double quantile(long[] sorted, int percent) {
    return sorted.length == 0
        ? Double.NaN
        : sorted[(int) ((long) sorted.length * percent / 100)] / 1e6;
  }
}
