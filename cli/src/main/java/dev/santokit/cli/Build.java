package dev.santokit.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * What this stk was built as.
 *
 * @param version Santokit's
 * @param postgres the version of the PostgreSQL binaries that {@code dev} brings along
 */
public record Build(String version, String postgres) {

  /** Reads what the build wrote. */
  public static Build current() {
    Properties properties = new Properties();
    try (InputStream file = Build.class.getResourceAsStream("build.properties")) {
      if (file == null) {
        throw new IllegalStateException("build.properties is not beside its class");
      }
      properties.load(file);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
    return new Build(properties.getProperty("version"), properties.getProperty("postgres"));
  }
}
