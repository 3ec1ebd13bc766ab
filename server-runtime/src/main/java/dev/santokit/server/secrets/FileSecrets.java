package dev.santokit.server.secrets;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A file of lines {@code NAME=value}, else the environment of the process: for development alone.
 * The value is what stands behind the first {@code =}, as it is. The file is read again when it
 * changes.
 */
public final class FileSecrets implements Secrets {

  private final Path file;
  private final Function<String, @Nullable String> environment;
  private @Nullable FileTime readAt;
  private Map<String, String> values = Map.of();

  /**
   * Reads nothing yet.
   *
   * @param file may be absent
   * @param environment null for a variable that is not set
   */
  public FileSecrets(Path file, Function<String, @Nullable String> environment) {
    this.file = file;
    this.environment = environment;
  }

  @Override
  public Optional<String> value(String name) {
    String written = values().get(name);
    return Optional.ofNullable(written == null ? environment.apply(name) : written);
  }

  private synchronized Map<String, String> values() {
    try {
      FileTime changedAt = Files.exists(file) ? Files.getLastModifiedTime(file) : null;
      if (changedAt == null) {
        values = Map.of();
      } else if (!changedAt.equals(readAt)) {
        values = read();
      }
      readAt = changedAt;
      return values;
    } catch (IOException unreadable) {
      throw new SecretUnusable("the secrets cannot be read from " + file, unreadable);
    }
  }

  private Map<String, String> read() throws IOException {
    Map<String, String> read = new HashMap<>();
    for (String line : Files.readAllLines(file)) {
      int equals = line.indexOf('=');
      if (equals > 0 && !line.startsWith("#")) {
        read.put(line.substring(0, equals).strip(), line.substring(equals + 1));
      }
    }
    return Map.copyOf(read);
  }
}
