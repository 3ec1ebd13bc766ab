package dev.santokit.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a run finds what was built and puts what it needs.
 *
 * @param home the repository
 * @param scratch a folder of the run's own, which stays when something fails
 */
record Workplace(Path home, Path scratch) {

  /** A new one. */
  static Workplace in(Path home) throws IOException {
    Path parent = Files.createDirectories(home.resolve("bench/target/runs"));
    return new Workplace(home, Files.createTempDirectory(parent, "run-"));
  }

  /** The server as it is shipped. */
  Path serverJar() {
    return home.resolve("server-runtime/target/quarkus-app/quarkus-run.jar");
  }

  /** The log of a process. */
  Path log(String name) {
    return scratch.resolve(name + ".log");
  }

  /** The command that runs Java with the same options for everyone. */
  static List<String> java(String... rest) {
    var command = new ArrayList<String>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    command.add("--enable-native-access=ALL-UNNAMED");
    command.addAll(List.of(rest));
    return command;
  }
}
