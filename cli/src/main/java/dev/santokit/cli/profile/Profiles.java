package dev.santokit.cli.profile;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.santokit.cli.terminal.CommandFailure;
import dev.santokit.cli.terminal.Terminal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The profiles of a person: {@code ~/.santokit/config.json}, which only they can read, since it
 * holds tokens. It is replaced as a whole, so that nobody meets half of it, and no symbolic link is
 * followed on the way.
 *
 * @param current the name of the one that is used when none is named; null: none
 * @param profiles by name
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Profiles(@Nullable String current, SortedMap<String, Profile> profiles) {

  private static final String FOLDER = ".santokit";
  private static final String FILE = "config.json";
  private static final Set<PosixFilePermission> OWNER_ALONE =
      PosixFilePermissions.fromString("rw-------");
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** Copies; a file without profiles has none. */
  public Profiles {
    profiles =
        Collections.unmodifiableSortedMap(
            new TreeMap<>(profiles == null ? Map.of() : profiles)); // absent in the file
  }

  /** Those of whoever runs the command; none when there is no file. */
  public static Profiles read(Terminal terminal) {
    Path file = file(terminal);
    refuseLinks(file);
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      return new Profiles(null, new TreeMap<>());
    }
    try {
      return JSON.readValue(Files.readAllBytes(file), Profiles.class);
    } catch (JsonProcessingException broken) {
      throw CommandFailure.failed(
          file + " is no file of profiles",
          "remove it and set the profiles again: stk profile set NAME --hub-url URL");
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** The profile of a name. */
  public Optional<Profile> named(String name) {
    return Optional.ofNullable(profiles.get(name));
  }

  /** These with one set; it becomes the current one when there was none. */
  public Profiles with(String name, Profile profile) {
    SortedMap<String, Profile> all = new TreeMap<>(profiles);
    all.put(name, profile);
    return new Profiles(current == null ? name : current, all);
  }

  /** These with another current one. */
  public Profiles using(String name) {
    return new Profiles(name, profiles);
  }

  /** Writes them, readable for their owner alone. */
  public void write(Terminal terminal) {
    Path file = file(terminal);
    Path folder = file.resolveSibling("");
    try {
      if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
        Files.createDirectory(
            folder,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      }
      refuseLinks(file);
      Path written =
          Files.createTempFile(
              folder, FILE, ".new", PosixFilePermissions.asFileAttribute(OWNER_ALONE));
      try {
        Files.writeString(
            written, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(this) + "\n");
        Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(written);
      }
    } catch (IOException refused) {
      throw new UncheckedIOException(refused);
    }
  }

  /** Where they are kept. */
  public static Path file(Terminal terminal) {
    String home = terminal.environment().getOrDefault("HOME", System.getProperty("user.home", "."));
    return terminal.workingDirectory().resolve(home).resolve(FOLDER).resolve(FILE);
  }

  private static void refuseLinks(Path file) {
    for (Path part : new Path[] {file.resolveSibling(""), file}) {
      if (Files.isSymbolicLink(part)) {
        throw CommandFailure.failed(
            part + " is a symbolic link",
            "make it a file: stk keeps tokens in no place that a link leads to");
      }
    }
  }
}
