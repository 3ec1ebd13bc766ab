package dev.santokit.cli.postgres;

import dev.santokit.cli.process.Ports;
import dev.santokit.cli.terminal.CommandFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What stays of a Postgres while it does not run: its data, its log, its password, its port.
 *
 * @param path the folder in which they stand
 */
record PostgresFolder(Path path) {

  private static final FileAttribute<?> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
  private static final FileAttribute<?> OWNER_ONLY_FOLDER =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  /** Of a server: {@code … FATAL: what}; of initdb: {@code initdb: error: what}. */
  private static final Pattern REASON = Pattern.compile(".*(?:FATAL|error):\\s+(?<reason>.*)");

  Path data() {
    return path.resolve("data");
  }

  /** Of the last start alone. */
  Path log() {
    return path.resolve("log");
  }

  /** Where psql reads the password when it is named as {@code passfile}. */
  Path passwordFile() {
    return path.resolve("pgpass");
  }

  /** The password of all roles, made up when there is none yet. */
  String password() throws IOException {
    if (Files.exists(passwordFile())) {
      String line = Files.readString(passwordFile()).strip();
      return line.substring(line.lastIndexOf(':') + 1);
    }
    byte[] random = new byte[16];
    new SecureRandom().nextBytes(random);
    String password = HexFormat.of().formatHex(random);
    writeSecret(passwordFile(), EmbeddedPostgres.HOST + ":*:*:*:" + password + "\n");
    return password;
  }

  /** The port of the last run when it is free, so that open tools find their database again. */
  int port() throws IOException {
    Path file = path.resolve("port");
    String last = Files.exists(file) ? Files.readString(file).strip() : "";
    if (last.matches("[1-9][0-9]{3,4}")
        && Integer.parseInt(last) <= 65535
        && Ports.isFree(Integer.parseInt(last))) {
      return Integer.parseInt(last);
    }
    int port = Ports.free();
    Files.writeString(file, Integer.toString(port));
    return port;
  }

  /**
   * Creates the data.
   *
   * @param programs the folder of {@code initdb}
   * @throws CommandFailure with the reason that it gave
   */
  void create(Path programs, Account account) throws IOException {
    // Under another name until it is whole: an initdb that was killed leaves nothing to trip over.
    Path creating = path.resolve("data.new");
    Path secret = path.resolve("password.new");
    Folders.delete(creating);
    Files.deleteIfExists(secret);
    Files.createDirectory(creating, OWNER_ONLY_FOLDER);
    writeSecret(secret, password());
    account.own(creating);
    account.own(secret);
    try {
      initdb(programs, account, creating, secret);
    } finally {
      Files.deleteIfExists(secret);
    }
    Files.move(creating, data(), StandardCopyOption.ATOMIC_MOVE);
  }

  private void initdb(Path programs, Account account, Path creating, Path secret)
      throws IOException {
    List<String> command = new ArrayList<>(account.prefix());
    command.addAll(
        List.of(
            programs.resolve("initdb").toString(),
            "--pgdata=" + creating,
            "--username=" + EmbeddedPostgres.SUPERUSER,
            "--pwfile=" + secret,
            "--auth=scram-sha-256",
            "--encoding=UTF8",
            "--locale=C",
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8",
            "--no-instructions",
            "--no-sync"));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(path.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log().toFile());
    builder.environment().putAll(Map.of("LC_ALL", "C"));
    try {
      if (builder.start().waitFor() != 0) {
        throw failed("initdb could not create a Postgres");
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw CommandFailure.failed("stopped while a Postgres was being created", null);
    }
  }

  /** Refuses data of another major version. */
  void requireVersion(String version) throws IOException {
    String major = version.substring(0, version.indexOf('.'));
    String found = Files.readString(data().resolve("PG_VERSION")).strip();
    if (!found.equals(major)) {
      throw CommandFailure.failed(
          "the data in " + data() + " are of Postgres " + found + ", this stk has " + version,
          "start with an empty one: --fresh");
    }
  }

  /** A failure with what the log says about it. */
  CommandFailure failed(String what) throws IOException {
    List<String> lines = Files.exists(log()) ? Files.readAllLines(log()) : List.of();
    String reason =
        lines.reversed().stream()
            .map(REASON::matcher)
            .filter(Matcher::matches)
            .map(said -> said.group("reason"))
            .findFirst()
            .or(() -> Optional.ofNullable(lines.isEmpty() ? null : lines.getLast()))
            .orElse("it said nothing");
    return CommandFailure.failed(what + ": " + reason, "the whole log: " + log());
  }

  private static void writeSecret(Path file, String text) throws IOException {
    Files.createFile(file, OWNER_ONLY);
    Files.writeString(file, text);
  }
}
