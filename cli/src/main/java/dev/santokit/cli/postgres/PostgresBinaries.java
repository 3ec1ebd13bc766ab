package dev.santokit.cli.postgres;

import dev.santokit.cli.terminal.CommandFailure;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** The programs of PostgreSQL, unpacked once for all projects of a user. */
final class PostgresBinaries {

  private PostgresBinaries() {}

  /**
   * The folder with {@code bin}, {@code lib} and {@code share}; unpacked first where it is missing,
   * which takes a second.
   *
   * @param version the binaries', which names their folder
   * @throws CommandFailure when this stk has no binaries for this machine
   */
  static Path unpacked(String version, Map<String, String> environment) {
    String platform = platform();
    Path home = cache(environment).resolve("postgres-" + version + "-" + platform);
    if (Files.isDirectory(home)) {
      return home;
    }
    try (InputStream archive =
        PostgresBinaries.class.getResourceAsStream("/postgres-" + platform + ".txz")) {
      if (archive == null) {
        throw CommandFailure.failed(
            "this stk brings no Postgres for " + platform,
            "give it a database of your own: --db-url postgres://…");
      }
      Files.createDirectories(home.getParent());
      Path unpacking =
          Files.createTempDirectory(
              home.getParent(),
              home.getFileName() + "-",
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
      unpack(archive, unpacking);
      // In one step, so that a folder of that name is whole, whoever else unpacks meanwhile.
      move(unpacking, home);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
    return home;
  }

  private static void move(Path unpacking, Path home) throws IOException {
    try {
      Files.move(unpacking, home, StandardCopyOption.ATOMIC_MOVE);
    } catch (DirectoryNotEmptyException
        | FileAlreadyExistsException
        | AtomicMoveNotSupportedException another) {
      if (!Files.isDirectory(home)) {
        throw another;
      }
      Folders.delete(unpacking);
    }
  }

  /** Root's own folder is closed to the account that Postgres then runs as. */
  private static Path cache(Map<String, String> environment) {
    if (Account.root()) {
      return Path.of("/var/cache/santokit");
    }
    String xdg = environment.getOrDefault("XDG_CACHE_HOME", "");
    Path base =
        xdg.startsWith("/") ? Path.of(xdg) : Path.of(System.getProperty("user.home"), ".cache");
    return base.resolve("santokit");
  }

  /** As the archives of the binaries are named: {@code linux-x86_64}, {@code darwin-arm_64}. */
  private static String platform() {
    String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    String os = system.contains("mac") ? "darwin" : system.contains("linux") ? "linux" : system;
    String machine = System.getProperty("os.arch");
    String arch =
        switch (machine) {
          case "amd64", "x86_64" -> "x86_64";
          case "aarch64" -> "arm_64";
          default -> machine;
        };
    return os + "-" + arch;
  }

  private static void unpack(InputStream archive, Path folder) throws IOException {
    try (var tar = new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(archive)))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        Path target = folder.resolve(entry.getName()).normalize();
        if (!target.startsWith(folder)) {
          throw new IOException("the archive leaves its folder: " + entry.getName());
        }
        if (entry.isDirectory()) {
          Files.createDirectories(target);
        } else {
          Files.createDirectories(target.getParent());
          if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
          } else {
            Files.copy(tar, target);
            boolean program = (entry.getMode() & 0100) != 0;
            Files.setPosixFilePermissions(
                target, PosixFilePermissions.fromString(program ? "rwxr-xr-x" : "rw-r--r--"));
          }
        }
      }
    }
  }
}
