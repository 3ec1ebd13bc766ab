package dev.santokit.server.secrets;

import dev.santokit.project.config.SecretText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A folder with a file per secret, as Docker, CSI drivers and External Secrets mount it. Read each
 * time, so that a changed file counts at once. One line end at the end of a file is not part of the
 * value.
 */
public final class FolderSecrets implements Secrets {

  private static final int LARGEST = 64 * 1024;

  private final Path folder;

  /** Of a folder, which may be empty or absent. */
  public FolderSecrets(Path folder) {
    this.folder = folder;
  }

  @Override
  public Optional<String> value(String name) {
    if (!SecretText.isName(name)) {
      return Optional.empty(); // no name leads out of the folder
    }
    try (var in = Files.newInputStream(folder.resolve(name))) {
      byte[] bytes = in.readNBytes(LARGEST + 1);
      if (bytes.length > LARGEST) {
        throw new SecretUnusable("the secret " + name + " is larger than 64 KiB");
      }
      String text = new String(bytes, StandardCharsets.UTF_8);
      return Optional.of(text.endsWith("\n") ? text.substring(0, text.length() - 1) : text);
    } catch (NoSuchFileException absent) {
      return Optional.empty();
    } catch (IOException unreadable) {
      throw new SecretUnusable("the secret " + name + " cannot be read", unreadable);
    }
  }
}
