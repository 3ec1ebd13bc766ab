package dev.santokit.server.secrets;

import dev.santokit.project.vault.Keyset;
import dev.santokit.project.vault.Sealed;
import dev.santokit.project.vault.SecretAddress;
import dev.santokit.project.vault.VaultRefused;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A folder with a file of sealed text per secret, and a keyset that opens them: what a cluster
 * mounts. Files are looked at each time, so that a changed one counts at once; a value is opened
 * again only when its sealed text is another, and lives in memory alone.
 */
public final class VaultSecrets implements Secrets {

  /** The largest value, sealed: a third more for Base64, and what is around it. */
  private static final int MOST_SEALED = 96 * 1024;

  private static final int MOST_KEYSET = 64 * 1024;

  private final Path folder;
  private final Path keysetFile;
  private final String namespace;
  private final String project;
  private final Map<String, Opened> opened = new ConcurrentHashMap<>();
  private volatile @Nullable Keys keys;

  /** A value, and the sealed text that it was opened from. */
  private record Opened(String text, String value) {}

  /** A keyset, and the text that it was read from. */
  private record Keys(String text, Keyset keyset) {}

  /**
   * Reads nothing yet.
   *
   * @param folder with sealed values; may be absent
   * @param keyFolder with the keyset
   * @param namespace of the project, which values are bound to
   * @param project its name, which values are bound to
   */
  public VaultSecrets(Path folder, Path keyFolder, String namespace, String project) {
    this.folder = folder;
    this.keysetFile = keyFolder.resolve(Keyset.FILE);
    this.namespace = namespace;
    this.project = project;
  }

  @Override
  public Optional<String> value(String name) {
    if (!SecretAddress.isName(name)) {
      return Optional.empty(); // no name leads out of the folder
    }
    String text;
    try {
      text = read(folder.resolve(name), MOST_SEALED);
    } catch (NoSuchFileException absent) {
      opened.remove(name);
      return Optional.empty();
    } catch (IOException unreadable) {
      throw new SecretUnusable("the secret " + name + " cannot be read", unreadable);
    }
    Opened known = opened.get(name);
    if (known != null && known.text.equals(text)) {
      return Optional.of(known.value);
    }
    opened.remove(name);
    String value = open(name, text);
    opened.put(name, new Opened(text, value));
    return Optional.of(value);
  }

  private String open(String name, String text) {
    try {
      return keyset().open(new SecretAddress(namespace, project, name), Sealed.parse(text));
    } catch (VaultRefused refused) {
      throw new SecretUnusable(
          switch (refused.fault()) {
            case NOT_SEALED -> "the secret " + name + " cannot be opened: " + refused.what();
            case SEALED_FOR_ANOTHER_KEY, NOT_INTACT, TOO_LARGE, NO_PUBLIC_KEY, NO_KEYSET ->
                refused.what();
          });
    }
  }

  /** As its file is now: it changes when keys are rotated. */
  private Keyset keyset() throws VaultRefused {
    String text;
    try {
      text = read(keysetFile, MOST_KEYSET);
    } catch (IOException unreadable) {
      throw new SecretUnusable(
          "the keyset of the vault cannot be read from " + keysetFile, unreadable);
    }
    Keys known = keys;
    if (known == null || !known.text.equals(text)) {
      known = new Keys(text, Keyset.fromJson(text));
      keys = known;
    }
    return known.keyset;
  }

  private static String read(Path file, int most) throws IOException {
    try (var in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(most + 1);
      if (bytes.length > most) {
        throw new IOException("larger than " + most + " bytes");
      }
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }

  @Override
  public List<String> unusable() {
    List<String> problems = new ArrayList<>();
    for (String name : names()) {
      try {
        var ignored = value(name);
      } catch (SecretUnusable unusable) {
        problems.add(unusable.what());
      }
    }
    return problems;
  }

  private List<String> names() {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> String.valueOf(file.getFileName()))
          .filter(SecretAddress::isName)
          .sorted()
          .toList();
    } catch (NoSuchFileException absent) {
      return List.of();
    } catch (IOException unreadable) {
      throw new SecretUnusable("the vault " + folder + " cannot be read", unreadable);
    }
  }
}
