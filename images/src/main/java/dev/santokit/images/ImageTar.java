package dev.santokit.images;

import com.google.cloud.tools.jib.api.CacheDirectoryCreationException;
import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.InvalidImageReferenceException;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.JibContainerBuilder;
import com.google.cloud.tools.jib.api.RegistryException;
import com.google.cloud.tools.jib.api.TarImage;
import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import com.google.cloud.tools.jib.api.buildplan.FilePermissions;
import com.google.cloud.tools.jib.api.buildplan.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;

/** Writes an image as an archive. The same files give the same bytes. */
final class ImageTar {

  /** Of no one on the machine; numeric, so that Kubernetes sees that it is not root. */
  private static final String USER = "65532:65532";

  private static final FilePermissions PROGRAM = FilePermissions.fromOctalString("755");
  private static final FilePermissions FILE = FilePermissions.fromOctalString("644");

  private final Base base;
  private final Path bases;
  private final Path work;
  private final Map<String, FileEntriesLayer> layers = new LinkedHashMap<>();

  /**
   * Begins one.
   *
   * @param bases a folder for the layers of bases, which are known by their digests, shared between
   *     runs
   * @param work a new folder for the image's own layers. Jib knows those of earlier runs by the
   *     times of their files, which are all the same here: it would take an old layer for a new one
   */
  ImageTar(Base base, Path bases, Path work) {
    this.base = base;
    this.bases = bases;
    this.work = work;
  }

  /**
   * Adds a layer.
   *
   * @param files the file on this machine by its absolute path in the image
   */
  ImageTar layer(String name, SortedMap<String, Path> files) {
    var layer = FileEntriesLayer.builder().setName(name);
    files.forEach((path, file) ->
        layer.addEntry(
            file, AbsoluteUnixPath.get(path), Files.isExecutable(file) ? PROGRAM : FILE));
    layers.put(name, layer.build());
    return this;
  }

  /** All files under a folder, by their path in the image. */
  static SortedMap<String, Path> tree(Path folder, String path) throws BuildFailed {
    SortedMap<String, Path> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(folder)) {
      all.filter(Files::isRegularFile)
          .forEach(file -> files.put(path + "/" + folder.relativize(file), file));
    } catch (IOException unreadable) {
      throw new BuildFailed("cannot read " + folder, unreadable);
    }
    return files;
  }

  /** Writes it. */
  void write(String name, List<String> entrypoint, Path archive) throws BuildFailed {
    try {
      JibContainerBuilder image =
          from()
              .setFileEntriesLayers(new ArrayList<>(layers.values()))
              .setEntrypoint(entrypoint)
              .setProgramArguments(List.of())
              .setUser(USER)
              .setWorkingDirectory(AbsoluteUnixPath.get("/tmp"))
              .addEnvironmentVariable("LC_ALL", "C.UTF-8")
              .setCreationTime(Instant.EPOCH);
      var _ =
          image.containerize(
              Containerizer.to(TarImage.at(archive).named(name))
                  .setApplicationLayersCache(work)
                  .setBaseImageLayersCache(bases)
                  .setToolName("santokit"));
    } catch (InvalidImageReferenceException invalid) {
      throw new BuildFailed("no image can have this name: " + invalid.getMessage(), invalid);
    } catch (IOException
        | RegistryException
        | CacheDirectoryCreationException
        | ExecutionException failed) {
      throw new BuildFailed("cannot write " + archive + ": " + failed.getMessage(), failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new BuildFailed("interrupted", interrupted);
    }
  }

  private JibContainerBuilder from() throws InvalidImageReferenceException {
    return switch (base) {
      case Base.Scratch _ -> Jib.fromScratch().setPlatforms(Set.of(here()));
      case Base.Archive(Path file) -> Jib.from(TarImage.at(file));
      case Base.Registry(String name) -> Jib.from(name).setPlatforms(Set.of(here()));
    };
  }

  /** Images for other machines are made on such machines: the Java inside is this one's. */
  private static Platform here() {
    String architecture = System.getProperty("os.arch");
    return new Platform(architecture.equals("aarch64") ? "arm64" : "amd64", "linux");
  }
}
