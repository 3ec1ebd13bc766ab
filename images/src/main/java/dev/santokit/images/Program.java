package dev.santokit.images;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A program that becomes an image.
 *
 * @param name the last part of the image's name
 * @param built the folder that the build of its module leaves behind, from the repository's root
 * @param flags for the Java virtual machine
 * @param exercise what it does when it is trained; null for one that starts without a cache
 */
record Program(String name, Path built, List<String> flags, @Nullable Exercises exercise) {

  /** Prepares a run of training. */
  @FunctionalInterface
  interface Exercises {

    /**
     * Prepares one.
     *
     * @param folder for its files; must not exist
     */
    Training.Exercise in(Path folder) throws IOException, BuildFailed;
  }

  private static final List<String> COMMON =
      List.of(
          // Whoever runs out of memory ends, and is started anew; a server that limps answers
          // nobody.
          "-XX:+ExitOnOutOfMemoryError",
          "-XX:MaxRAMPercentage=60",
          "-XX:+UseSerialGC",
          "-XX:+UseCompactObjectHeaders",
          // It writes a file under /tmp for tools that are not in the image.
          "-XX:-UsePerfData",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow",
          "-Dfile.encoding=UTF-8",
          "-Duser.timezone=UTC");

  static final Program SERVER =
      new Program(
          "server", Path.of("server-runtime/target/quarkus-app"), server(), ServerExercise::new);

  static final Program OPERATOR =
      new Program(
          "operator", Path.of("operator/target/quarkus-app"), COMMON, OperatorExercise::new);

  static final List<Program> ALL = List.of(SERVER, OPERATOR);

  private static List<String> server() {
    List<String> flags = new ArrayList<>(COMMON);
    // JavaScript runs in the interpreter. The other runtime wants a compiler, which this Java has
    // not, and unpacks a native library into a home folder, which a container has not.
    flags.add("-Dtruffle.UseFallbackRuntime=true");
    return List.copyOf(flags);
  }
}
