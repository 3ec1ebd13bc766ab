package dev.santokit.crds.generate;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

/** Makes a folder hold exactly the CRDs, as the build does with the chart's. */
public final class WriteCrds {

  private WriteCrds() {}

  /**
   * Writes the CRDs.
   *
   * @param args the folder, which is made when it is not there
   * @throws IOException when the folder cannot be read or written
   */
  public static void main(String[] args) throws IOException {
    if (args.length != 1) {
      throw new IllegalArgumentException("usage: WriteCrds FOLDER");
    }
    write(Path.of(args[0]));
  }

  private static void write(Path folder) throws IOException {
    Map<String, String> files = Crds.files();
    Files.createDirectories(folder);
    try (Stream<Path> old = Files.list(folder)) {
      for (Path file : old.toList()) {
        if (!files.containsKey(file.getFileName().toString())) {
          Files.delete(file);
        }
      }
    }
    for (var file : files.entrySet()) {
      Path path = folder.resolve(file.getKey());
      // A file that is as it should be keeps its time, so that nothing is built again for it.
      if (!Files.exists(path) || !Files.readString(path, UTF_8).equals(file.getValue())) {
        Files.writeString(path, file.getValue(), UTF_8);
      }
    }
  }
}
