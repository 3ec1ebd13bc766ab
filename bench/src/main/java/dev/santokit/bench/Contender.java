package dev.santokit.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** One side of a comparison, and what was measured of it round by round. */
final class Contender {

  private final Lane lane;
  private final List<Double> perSecond = new ArrayList<>();
  private final List<Double> p50 = new ArrayList<>();
  private final List<Double> p99 = new ArrayList<>();
  private final List<Double> cpuMicros = new ArrayList<>();

  Contender(Lane lane) {
    this.lane = lane;
  }

  String name() {
    return lane.name();
  }

  void warmUp(Duration time) throws IOException, InterruptedException {
    Measured _ = lane.run(time);
  }

  void round(Duration time) throws IOException, InterruptedException {
    double before = lane.cpuSeconds();
    Measured measured = lane.run(time);
    perSecond.add(measured.perSecond());
    p50.add(measured.p50());
    p99.add(measured.p99());
    cpuMicros.add((lane.cpuSeconds() - before) * 1e6 / measured.requests());
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

  /** Seconds that one answer took, round by round; over one connection that is its latency. */
  List<Double> secondsEach() {
    return perSecond.stream().map(rate -> 1 / rate).toList();
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

  /** The middle one; the mean of the two in the middle where there is none. */
  static double median(List<Double> values) {
    var sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }
}
