package dev.santokit.bench;

import java.nio.file.Path;
import java.util.List;

/** Runs the benchmarks that it is told to, or all that need no cluster. */
final class Bench {

  private static final List<String> ALL = List.of("calls", "process", "edit", "start");

  private Bench() {}

  /** Arguments: the repository, then names of benchmarks. */
  public static void main(String[] arguments) throws Exception {
    var workplace = Workplace.in(Path.of(arguments[0]));
    var chosen = arguments.length == 1 ? ALL : List.of(arguments).subList(1, arguments.length);
    for (String name : chosen) {
      switch (name) {
        case "calls" -> CallSpeed.run(workplace, List.of());
        case "process" -> new ProcessCost(workplace).run();
        case "edit" -> new EditLoop(workplace).run();
        case "cluster" -> new ClusterChange(workplace).run();
        case "start" -> new DevStart(workplace).run();
        case String row when row.startsWith("calls:") ->
            CallSpeed.run(workplace, List.of(row.substring("calls:".length()).split(",")));
        default ->
            throw new IllegalArgumentException(
                "no benchmark " + name + "; there are " + ALL + " and cluster");
      }
    }
  }
}
