package dev.santokit.cli;

import dev.santokit.cli.apply.ApplyOptions;
import dev.santokit.cli.apply.ApplyRun;
import dev.santokit.cli.cluster.Cluster;
import dev.santokit.cli.cluster.Target;
import dev.santokit.cli.project.ProjectLocation;
import dev.santokit.cli.project.ProjectReading;
import dev.santokit.cli.terminal.ExitCode;
import dev.santokit.cli.terminal.Listing;
import dev.santokit.cli.terminal.Terminal;
import dev.santokit.project.Project;
import java.nio.file.Path;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** What the commands have in common that bring files into a cluster. */
final class Applying {

  @Parameters(
      arity = "0..1",
      paramLabel = "DIR",
      description = "The project. Default: the nearest folder upwards with stk.config.json.")
  @Nullable Path dir;

  @Mixin Target target = new Target();

  @Mixin ApplyOptions options = new ApplyOptions();

  @Mixin Listing listing = new Listing();

  /** Reads all files before anything is asked of the cluster. */
  int run(Terminal terminal, Function<ApplyRun, ExitCode> apply) {
    Path folder = ProjectLocation.find(terminal.workingDirectory(), dir);
    Project read = ProjectReading.of(folder).orThrow().project();
    Project files = target.named(terminal).map(read::named).orElse(read);
    try (Cluster cluster = target.connect(terminal)) {
      return apply
          .apply(
              new ApplyRun(terminal, listing, options, cluster, folder, files, typed(dir, target)))
          .number();
    }
  }

  /** What stands on the command line about folder and cluster, for commands to be copied. */
  static String typed(@Nullable Path dir, Target target) {
    return (dir == null ? "" : " " + dir) + target.typed();
  }
}
