package dev.santokit.images;

import java.nio.file.Path;
import java.util.List;

/**
 * A program that becomes an image.
 *
 * @param name the last part of the image's name
 * @param built the folder that the build of its module leaves behind, from the repository's root
 * @param flags for the Java virtual machine
 */
record Program(String name, Path built, List<String> flags) {

  private static final List<String> COMMON =
      List.of(
          // Whoever runs out of memory ends, and is started anew; a server that limps answers
          // nobody.
          "-XX:+ExitOnOutOfMemoryError",
          "-XX:MaxRAMPercentage=60",
          "-XX:+UseSerialGC",
          // It writes a file under /tmp for tools that are not in the image.
          "-XX:-UsePerfData",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow",
          "-Dfile.encoding=UTF-8",
          "-Duser.timezone=UTC");

  static final Program SERVER =
      new Program("server", Path.of("server-runtime/target/quarkus-app"), COMMON);

  static final Program OPERATOR =
      new Program("operator", Path.of("operator/target/quarkus-app"), COMMON);

  static final List<Program> ALL = List.of(SERVER, OPERATOR);
}
