package dev.santokit.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A copy of the sample shop, for a run to work on. */
final class Shop {

  /** A call that needs no token. */
  static final String CALL = "{\"path\": \"products/list\", \"params\": {\"limit\": 1}}";

  private final Path folder;

  private Shop(Path folder) {
    this.folder = folder;
  }

  /** A fresh one, without a database. */
  static Shop copy(Workplace workplace) throws IOException {
    Path from = workplace.home().resolve("samples/shop");
    Path to = Files.createTempDirectory(workplace.scratch(), "shop-");
    List<Path> all;
    try (var walk = Files.walk(from)) {
      all = walk.filter(path -> !path.startsWith(from.resolve(".stk"))).toList();
    }
    for (Path path : all) {
      Path copy = to.resolve(from.relativize(path));
      if (Files.isDirectory(path)) {
        Files.createDirectories(copy);
      } else {
        Path _ = Files.copy(path, copy);
      }
    }
    return new Shop(to);
  }

  Path folder() {
    return folder;
  }

  /** The file of the function that {@link #CALL} names. */
  Path listed() {
    return folder.resolve("logic/products/list.sql");
  }
}
