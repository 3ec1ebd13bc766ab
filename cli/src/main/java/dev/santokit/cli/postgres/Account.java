package dev.santokit.cli.postgres;

import com.sun.security.auth.module.UnixSystem;
import dev.santokit.cli.terminal.CommandFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Who runs Postgres, which refuses to run as root.
 *
 * @param prefix what stands before a command, so that it runs as this account
 * @param owner number of the user to whom its files must belong; {@link #ANYONE} where they do
 *     already
 */
record Account(List<String> prefix, int owner) {

  private static final int ANYONE = -1;
  private static final int ROOT = 0;

  private static final int NOBODY = 65534;

  /** Whoever runs stk. */
  static final Account OURSELVES = new Account(List.of(), ANYONE);

  /**
   * Root in a user namespace without any mapping: to Postgres it is nobody, to the file system it
   * is still the owner of its files.
   */
  static final Account UNMAPPED = new Account(List.of("unshare", "--user"), ROOT);

  /** Containers often forbid namespaces; there root may become nobody. */
  static final Account NOBODY_ELSE =
      new Account(
          List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups"), NOBODY);

  /**
   * The first account that works here.
   *
   * @throws CommandFailure when stk runs as root and cannot become anyone else
   */
  static Account find() {
    if (!root()) {
      return OURSELVES;
    }
    return Stream.of(UNMAPPED, NOBODY_ELSE)
        .filter(Account::works)
        .findFirst()
        .orElseThrow(() ->
            CommandFailure.failed(
                "Postgres does not run as root, and neither unshare nor setpriv works here",
                "run stk as another user, or give it a database: --db-url postgres://…"));
  }

  static boolean root() {
    return new UnixSystem().getUid() == 0;
  }

  private boolean works() {
    try {
      Process trial =
          new ProcessBuilder(Stream.concat(prefix.stream(), Stream.of("true")).toList())
              .redirectErrorStream(true)
              .redirectOutput(Redirect.DISCARD)
              .start();
      return trial.waitFor() == 0;
    } catch (IOException notThere) {
      return false;
    } catch (InterruptedException hurry) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Makes a file, or a folder with all that is in it, the account's own where it is not. */
  void own(Path path) {
    try {
      if (owner == ANYONE || Files.getAttribute(path, "unix:uid").equals(owner)) {
        return;
      }
      try (Stream<Path> all = Files.walk(path)) {
        for (Path each : (Iterable<Path>) all::iterator) {
          Files.setAttribute(each, "unix:uid", owner);
          Files.setAttribute(each, "unix:gid", owner);
        }
      }
    } catch (IOException denied) {
      throw new UncheckedIOException(denied);
    }
  }
}
