package dev.santokit.images;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** Folders with all that is in them. */
final class Tree {

  /** The time that files have in layers: the same input gives the same bytes. */
  private static final FileTime LONG_AGO = FileTime.fromMillis(1000);

  private Tree() {}

  /** Copies a folder to a place that does not exist. */
  static void copy(Path from, Path to) throws IOException {
    for (Path each : paths(from)) {
      Path copy = to.resolve(from.relativize(each));
      if (Files.isDirectory(each)) {
        Files.createDirectories(copy);
      } else {
        Files.copy(each, copy);
      }
    }
  }

  /** Gives every file the time that it has in an image. */
  static void age(Path folder) throws IOException {
    for (Path each : paths(folder)) {
      if (Files.isRegularFile(each)) {
        Files.setLastModifiedTime(each, LONG_AGO);
      }
    }
  }

  /** Removes a folder, if it exists. */
  static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      for (Path each : paths(folder).reversed()) {
        Files.delete(each);
      }
    }
  }

  /** Removes the files of a folder whose names fit a pattern. */
  static void deleteFiles(Path folder, String pattern) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, pattern)) {
      for (Path file : files) {
        Files.delete(file);
      }
    }
  }

  /** Over the names and contents of all files, and some words; in hexadecimal digits. */
  static String hash(List<Path> folders, List<String> words) throws IOException {
    MessageDigest digest = sha256();
    digest.update(String.join("\n", words).getBytes(StandardCharsets.UTF_8));
    for (Path folder : folders) {
      for (Path file : paths(folder)) {
        if (Files.isRegularFile(file)) {
          digest.update(
              (folder.relativize(file) + "\n" + Files.size(file) + "\n")
                  .getBytes(StandardCharsets.UTF_8));
          digest.update(Files.readAllBytes(file));
        }
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException everyJvmHasIt) {
      throw new IllegalStateException(everyJvmHasIt);
    }
  }

  /** A folder comes before what is in it. */
  private static List<Path> paths(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.sorted(Comparator.naturalOrder()).toList();
    }
  }
}
