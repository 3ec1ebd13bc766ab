package dev.santokit.images;

import java.nio.file.Files;
import java.nio.file.Path;

/** What an image stands on. */
sealed interface Base {

  /** Nothing: the C library comes from this machine, and there is no shell. */
  record Scratch() implements Base {}

  /** An archive of an image, as {@code docker save} writes it. */
  record Archive(Path file) implements Base {}

  /** An image in a registry, by tag or digest. */
  record Registry(String name) implements Base {}

  /** Reads the option: {@code scratch}, a file that exists, or the name of an image. */
  static Base of(String text) throws BuildFailed {
    if (text.equals("scratch")) {
      return new Scratch();
    }
    Path file = Path.of(text);
    if (Files.isRegularFile(file)) {
      return new Archive(file);
    }
    if (text.endsWith(".tar")) {
      throw new BuildFailed("--base " + text + ": there is no such file");
    }
    return new Registry(text);
  }
}
