package dev.santokit.images;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The files of this machine's C library that a Java runtime links to: all that an image needs
 * beside Java when it has no base.
 */
final class CLibrary {

  /** {@code libm.so.6 => /lib/libm.so.6 (0x…)}, or for the loader {@code /lib64/ld.so (0x…)}. */
  private static final Pattern FOUND = Pattern.compile("(?:=> )?(/\\S+) \\(0x[0-9a-f]+\\)");

  private CLibrary() {}

  /**
   * Finds them.
   *
   * @return the paths under which they are looked up, here and in the image
   */
  static SortedSet<Path> filesFor(Path runtime) throws BuildFailed {
    SortedSet<Path> found = new TreeSet<>();
    for (Path linked : nativeFiles(runtime)) {
      var line = FOUND.matcher(Command.output(List.of("ldd", linked.toString())));
      while (line.find()) {
        Path file = Path.of(line.group(1));
        if (!file.normalize().startsWith(runtime.toAbsolutePath())) {
          found.add(file);
        }
      }
    }
    if (found.stream().noneMatch(file -> String.valueOf(file.getFileName()).equals("libc.so.6"))) {
      throw new BuildFailed(
          "this machine has no GNU C library that an image could take: give a base with --base");
    }
    return found;
  }

  private static List<Path> nativeFiles(Path runtime) throws BuildFailed {
    try (Stream<Path> files = Files.walk(runtime)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> file.toString().endsWith(".so") || file.endsWith("bin/java"))
          .sorted()
          .toList();
    } catch (IOException unreadable) {
      throw new BuildFailed("cannot read " + runtime, unreadable);
    }
  }
}
