package dev.santokit.images;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * What to build, and how.
 *
 * @param root the repository
 * @param programs which images
 * @param namePrefix what stands before {@code server} and {@code operator} in the images' names
 * @param tag the tag in the images' names
 * @param base what the images stand on
 */
record Options(Path root, List<Program> programs, String namePrefix, String tag, Base base) {

  static final String USAGE =
      "usage: images/build [--tag TAG] [--name-prefix PREFIX] [--base FILE.tar|IMAGE|scratch]"
          + " [server|operator]...";

  /**
   * Reads them.
   *
   * @param arguments the repository, then what the user wrote
   */
  static Options of(List<String> arguments) throws UsageException, BuildFailed {
    Iterator<String> rest = arguments.iterator();
    Path root = Path.of(rest.next());
    String namePrefix = "localhost/santokit-";
    String tag = "dev";
    Base base = new Base.Scratch();
    List<String> names = new ArrayList<>();
    while (rest.hasNext()) {
      String word = rest.next();
      switch (word) {
        case "--tag" -> tag = value(word, rest);
        case "--name-prefix" -> namePrefix = value(word, rest);
        case "--base" -> base = Base.of(value(word, rest));
        default -> names.add(word);
      }
    }
    return new Options(root, programs(names), namePrefix, tag, base);
  }

  private static List<Program> programs(List<String> names) throws UsageException {
    for (String name : names) {
      if (Program.ALL.stream().noneMatch(program -> program.name().equals(name))) {
        throw new UsageException("images/build: unknown word " + name);
      }
    }
    return Program.ALL.stream()
        .filter(program -> names.isEmpty() || names.contains(program.name()))
        .toList();
  }

  private static String value(String option, Iterator<String> rest) throws UsageException {
    if (!rest.hasNext()) {
      throw new UsageException("images/build: " + option + " needs a value");
    }
    return rest.next();
  }
}
