package dev.santokit.project.system;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.santokit.project.file.TextFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** The SQL that makes the tables of schema {@code santokit}, in the order of its versions. */
public final class SystemMigrations {

  /** Append only: a file that was released is never changed. */
  private static final List<String> FILES = List.of("V1__audit_log.sql", "V2__schema_journal.sql");

  private SystemMigrations() {}

  /** All files; the path of each is its name. */
  public static List<TextFile> files() {
    return FILES.stream().map(name -> new TextFile(name, text(name))).toList();
  }

  private static String text(String name) {
    try (var in = SystemMigrations.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the program lacks its file " + name);
      }
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
