package dev.santokit.cli.dev;

import dev.santokit.cli.terminal.CommandFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds the server that belongs to this stk; nothing is ever downloaded. */
public final class ServerJar {

  private ServerJar() {}

  /**
   * The jar: what {@code STK_RUNTIME} names, else the distribution's, else the build's.
   *
   * @param home where stk lies, from its launcher; null when it was started without one
   * @throws CommandFailure when there is none
   */
  public static Path find(Map<String, String> environment, @Nullable Path home) {
    String named = environment.getOrDefault("STK_RUNTIME", "");
    if (!named.isEmpty()) {
      Path jar = Path.of(named).toAbsolutePath();
      if (!Files.isRegularFile(jar)) {
        throw CommandFailure.notFound("STK_RUNTIME names no file: " + named, null);
      }
      return jar;
    }
    return Optional.ofNullable(home).stream()
        .flatMap(folder ->
            Stream.of(
                folder.resolve("lib/server/quarkus-run.jar"),
                folder.resolve("server-runtime/target/quarkus-app/quarkus-run.jar")))
        .filter(Files::isRegularFile)
        .findFirst()
        .orElseThrow(() ->
            CommandFailure.failed(
                "the server is not where this stk looks for it",
                "start stk by its launcher, or say where the server is: STK_RUNTIME=…/quarkus-run.jar"));
  }
}
