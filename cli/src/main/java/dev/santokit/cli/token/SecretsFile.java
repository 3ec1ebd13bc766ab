package dev.santokit.cli.token;

import dev.santokit.cli.terminal.CommandFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code .stk/secrets.env}: the secrets of a project on the machine of a developer. A line {@code
 * NAME=value} each; the value is what stands behind the first {@code =}, as it is.
 *
 * @param path the file, which need not exist
 */
public record SecretsFile(Path path) {

  /** The file of a project. */
  public static SecretsFile of(Path projectFolder) {
    return new SecretsFile(projectFolder.resolve(".stk/secrets.env"));
  }

  /** A secret's value. */
  public Optional<String> value(String name) {
    return Optional.ofNullable(read().get(name));
  }

  /** All of them, by name; none when there is no file. */
  public Map<String, String> read() {
    Map<String, String> secrets = new LinkedHashMap<>();
    if (!Files.exists(path)) {
      return secrets;
    }
    try {
      for (String line : Files.readAllLines(path)) {
        int equals = line.indexOf('=');
        if (equals > 0 && !line.startsWith("#")) {
          secrets.put(line.substring(0, equals).strip(), line.substring(equals + 1));
        }
      }
      return secrets;
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /**
   * Adds secrets with random values of 256 bits. The file is made for its owner alone.
   *
   * @throws CommandFailure when the file is a symbolic link, which could lead anywhere
   */
  public void generate(List<String> names) {
    try {
      Files.createDirectories(path.getParent());
      if (Files.isSymbolicLink(path)) {
        throw CommandFailure.failed(
            path + " is a symbolic link", "make it a file: stk writes secrets into no other place");
      }
      if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
        Files.createFile(
            path,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      }
      String text = Files.readString(path);
      StringBuilder added = new StringBuilder(text.isEmpty() || text.endsWith("\n") ? "" : "\n");
      SecureRandom random = new SecureRandom();
      for (String name : names) {
        byte[] value = new byte[32];
        random.nextBytes(value);
        added
            .append(name)
            .append('=')
            .append(Base64.getUrlEncoder().withoutPadding().encodeToString(value))
            .append('\n');
      }
      Files.writeString(path, added, StandardOpenOption.APPEND);
    } catch (IOException refused) {
      throw new UncheckedIOException(refused);
    }
  }
}
