package dev.santokit.project.release;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The folder that carries a release to the server: {@link ReleaseFiles} on disk. */
public final class ReleaseFolder {

  /** The manifest; a baked image may hold it without {@code .gz} instead. */
  public static final String MANIFEST = ReleaseFiles.MANIFEST;

  private ReleaseFolder() {}

  /**
   * Writes a release: shards, then the manifest, each by renaming a complete file. Functions keep
   * the shards that the folder's manifest gives them, and files that would not change are not
   * touched. Between the first shard and the manifest a reader finds hashes that do not match.
   *
   * @param folder is made when it is not there
   * @throws ReleaseTooLarge when the functions do not fit into 99 shards
   */
  public static void write(Path folder, Release release) throws IOException, ReleaseTooLarge {
    Files.createDirectories(folder);
    ReleaseFiles files =
        ReleaseFiles.of(
            release, present(folder), ReleaseFiles.SHARD_BYTES, ReleaseFiles.MOST_NAMED_SHARDS);
    for (var file : files.files().entrySet()) {
      if (!file.getKey().equals(MANIFEST)) {
        put(folder.resolve(file.getKey()), file.getValue());
      }
    }
    put(folder.resolve(MANIFEST), files.files().get(MANIFEST));
    for (Path file : shards(folder)) {
      if (!files.files().containsKey(String.valueOf(file.getFileName()))) {
        Files.deleteIfExists(file);
      }
    }
  }

  /** The files that are in the folder, whatever they hold; null without a manifest. */
  private static @Nullable ReleaseFiles present(Path folder) throws IOException {
    Path manifest = folder.resolve(MANIFEST);
    if (!Files.isRegularFile(manifest)) {
      return null;
    }
    var files = new TreeMap<String, byte[]>();
    files.put(MANIFEST, Files.readAllBytes(manifest));
    for (Path shard : shards(folder)) {
      files.put(String.valueOf(shard.getFileName()), Files.readAllBytes(shard));
    }
    return new ReleaseFiles(files);
  }

  private static List<Path> shards(Path folder) throws IOException {
    try (Stream<Path> listed = Files.list(folder)) {
      return listed
          .filter(file -> ReleaseFiles.IS_SHARD_FILE.test(String.valueOf(file.getFileName())))
          .toList();
    }
  }

  private static void put(Path file, byte @Nullable [] bytes) throws IOException {
    if (bytes == null
        || (Files.isRegularFile(file) && Arrays.equals(Files.readAllBytes(file), bytes))) {
      return;
    }
    Path unfinished = file.resolveSibling(file.getFileName() + ".unfinished");
    Files.write(unfinished, bytes);
    Files.move(
        unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Whether a folder has a manifest, whatever it says. */
  public static boolean isThere(Path folder) {
    return Files.exists(folder.resolve(MANIFEST))
        || Files.exists(folder.resolve(ReleaseReader.PLAIN_MANIFEST));
  }

  /**
   * Reads a release and verifies all of it.
   *
   * @throws ReleaseRefused when there is none, or it is not what its manifest says, or too large
   */
  public static Release read(Path folder) throws ReleaseRefused {
    ReleaseReader reader;
    try {
      reader = new ReleaseReader((file, most) -> bounded(folder.resolve(file), most));
    } catch (NoSuchFileException e) {
      throw new ReleaseRefused("there is no " + MANIFEST + " in " + folder, e);
    } catch (IOException e) {
      throw unreadable(folder, e);
    }
    try {
      return reader.release();
    } catch (IOException e) {
      throw unreadable(folder, e);
    }
  }

  private static ReleaseRefused unreadable(Path folder, IOException e) {
    return new ReleaseRefused("the folder " + folder + " cannot be read: " + e.getMessage(), e);
  }

  private static byte[] bounded(Path file, int most) throws IOException, ReleaseRefused {
    try (var in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(most + 1);
      if (bytes.length > most) {
        throw new ReleaseRefused(file.getFileName() + " has more than " + most + " bytes");
      }
      return bytes;
    }
  }
}
