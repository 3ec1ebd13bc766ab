package dev.santokit.images;

import java.nio.file.Path;
import java.util.List;

/**
 * The Java in the images: of the JDK that runs this, only the modules that server and operator use.
 * One for both, so that a machine that runs both has it once.
 */
final class JavaRuntime {

  /** Also what is found by name at run time, which no tool sees in the classes. */
  private static final List<String> MODULES =
      List.of(
          "java.base",
          "java.compiler",
          "java.desktop",
          "java.instrument",
          "java.logging",
          "java.management",
          "java.naming",
          "java.net.http",
          "java.rmi",
          "java.scripting",
          "java.security.jgss",
          "java.security.sasl",
          "java.sql",
          "java.transaction.xa",
          "java.xml",
          "jdk.crypto.ec",
          "jdk.management",
          "jdk.naming.dns",
          "jdk.net",
          "jdk.unsupported",
          "jdk.zipfs");

  private JavaRuntime() {}

  /**
   * Makes it.
   *
   * @param folder where; must not exist
   */
  static void link(Path folder) throws BuildFailed {
    String output =
        Command.output(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "jlink").toString(),
                "--add-modules",
                String.join(",", MODULES),
                "--strip-debug",
                "--no-header-files",
                "--no-man-pages",
                "--output",
                folder.toString()));
    if (!output.isEmpty()) {
      System.err.println(output);
    }
  }
}
