package dev.santokit.bench;

import java.util.ArrayList;
import java.util.List;

/** One server of a comparison, and what was measured of it round by round. */
final class Contender implements AutoCloseable {

  private final String name;
  private final ServerProcess server;
  private final List<Double> perSecond = new ArrayList<>();
  private final List<Double> p50 = new ArrayList<>();
  private final List<Double> p99 = new ArrayList<>();
  private final List<Double> cpuMicros = new ArrayList<>();

  Contender(String name, ServerProcess server) {
    this.name = name;
    this.server = server;
  }

  String name() {
    return name;
  }

  ServerProcess server() {
    return server;
  }

  /** Adds a round. */
  void add(Measured measured, double cpuSeconds) {
    perSecond.add(measured.perSecond());
    p50.add(measured.p50());
    p99.add(measured.p99());
    cpuMicros.add(cpuSeconds * 1e6 / measured.requests());
  }

  double perSecond() {
    return median(perSecond);
  }

  double p50() {
    return median(p50);
  }

  double p99() {
    return median(p99);
  }

  double cpuMicros() {
    return median(cpuMicros);
  }

  /**
   * How many times as many answers a second as the other one gives: the median over rounds, since
   * what disturbs the machine disturbs both halves of a round.
   */
  double ratioTo(Contender limit) {
    var ratios = new ArrayList<Double>();
    for (int i = 0; i < perSecond.size(); i++) {
      ratios.add(perSecond.get(i) / limit.perSecond.get(i));
    }
    return median(ratios);
  }

  @Override
  public void close() {
    server.close();
  }

  /** The middle one; the mean of the two in the middle where there is none. */
  static double median(List<Double> values) {
    var sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }
}
