package dev.santokit.cli.postgres;

import dev.santokit.cli.process.TetheredProcess;
import dev.santokit.cli.process.TetheredProcess.Ending;
import dev.santokit.cli.terminal.CommandFailure;
import dev.santokit.cli.terminal.ExitCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A PostgreSQL server whose data stay in one folder between runs. It listens on 127.0.0.1 alone.
 * Its databases belong to the role {@code stk}, which is no superuser: functions can do under
 * {@code stk dev} what they can do elsewhere, and no more.
 */
public final class EmbeddedPostgres {

  static final String HOST = "127.0.0.1";
  static final String SUPERUSER = "postgres";

  /** Owner of the databases, and who the server under {@code dev} logs in as. */
  private static final String ROLE = "stk";

  /** Stands in a database's comment once its schema and seed are complete. */
  private static final String FINISHED = "created by stk dev";

  /** Recovery after a crash takes a while; a start without one takes a fraction of a second. */
  private static final Duration LONGEST_START = Duration.ofSeconds(60);

  private static final int MOST_ATTEMPTS = 20;
  private static final Duration PAUSE = Duration.ofMillis(250);

  private static final Duration LONGEST_STOP = Duration.ofSeconds(10);

  private final PostgresFolder folder;
  private final String version;
  private final Map<String, String> environment;
  private final int port;
  private final String password;
  private @Nullable TetheredProcess process;

  private EmbeddedPostgres(
      PostgresFolder folder,
      String version,
      Map<String, String> environment,
      int port,
      String password) {
    this.folder = folder;
    this.version = version;
    this.environment = environment;
    this.port = port;
    this.password = password;
  }

  /**
   * One that does not run yet; its URLs hold already. A process that an earlier run left behind is
   * stopped: the caller makes sure that no other stk works on the folder.
   *
   * @param path the folder, created when missing
   * @param version of the binaries
   * @param environment variables of this process
   */
  public static EmbeddedPostgres in(Path path, String version, Map<String, String> environment) {
    try {
      Files.createDirectories(path);
      PostgresFolder folder = new PostgresFolder(path);
      PidFile.clear(folder.data()); // its port is free then
      return new EmbeddedPostgres(folder, version, environment, folder.port(), folder.password());
    } catch (IOException refused) {
      throw new UncheckedIOException(refused);
    }
  }

  /**
   * Starts it, after creating the data where there are none, and returns when it takes connections.
   *
   * @param fresh whether data that are there are deleted first
   * @param progress told what takes a moment
   * @throws CommandFailure with the reason that Postgres gave
   */
  public void start(boolean fresh, Consumer<String> progress) {
    try {
      Account account = Account.find();
      Path programs = PostgresBinaries.unpacked(version, environment).resolve("bin");
      if (fresh) {
        Folders.delete(folder.data());
      }
      if (!Files.exists(folder.data())) {
        progress.accept("creating a Postgres " + version + " in " + folder.path());
        folder.create(programs, account);
      }
      folder.requireVersion(version);
      account.own(folder.data());
      process =
          TetheredProcess.start(
              command(programs, account),
              Map.of("LC_ALL", "C"),
              folder.path(),
              Ending.INT,
              Redirect.to(folder.log().toFile()));
      awaitReady(process);
      createRole();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  /** A URL of a database, with the password in it. */
  public String url(String database) {
    return "postgres://" + ROLE + ":" + password + "@" + HOST + ":" + port + "/" + database;
  }

  /** A URL for people: psql finds the password in the file that it names. */
  public String shownUrl(String database) {
    return "postgres://%s@%s:%d/%s?passfile=%s"
        .formatted(ROLE, HOST, port, database, folder.passwordFile());
  }

  /**
   * Starts it again after it ended by itself.
   *
   * @throws CommandFailure with the reason that Postgres gave
   */
  public void restart() {
    try {
      PidFile.clear(folder.data()); // it may live, and only what held it have died
      for (int attempt = 1; ; attempt++) {
        try {
          start(false, line -> {});
          return;
        } catch (CommandFailure refused) {
          // Sessions of one that was killed hold its memory until they notice.
          if (attempt == MOST_ATTEMPTS) {
            throw refused;
          }
          Thread.sleep(PAUSE);
        }
      }
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw CommandFailure.failed("stopped while Postgres was starting again", null);
    }
  }

  /**
   * Completes when it has ended, whoever ended it.
   *
   * @throws IllegalStateException when it was never started
   */
  public CompletableFuture<Integer> exited() {
    if (process == null) {
      throw new IllegalStateException("not started");
    }
    return process.exited();
  }

  /** Ends it, if it runs; what was committed stays. */
  public void stop() {
    if (process != null) {
      process.stop(LONGEST_STOP);
    }
  }

  /**
   * A connection as the role that owns the databases.
   *
   * @throws SQLException as the driver does
   */
  public Connection connect(String database) throws SQLException {
    return connect(ROLE, database);
  }

  /**
   * Whether the database is there, with its schema and seed.
   *
   * @throws SQLException when Postgres does not answer
   */
  public boolean has(String database) throws SQLException {
    String comment =
        "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = ?";
    try (Connection admin = connect(SUPERUSER, SUPERUSER);
        var query = admin.prepareStatement(comment)) {
      query.setString(1, database);
      try (var rows = query.executeQuery()) {
        return rows.next() && FINISHED.equals(rows.getString(1));
      }
    }
  }

  /**
   * An empty database; one of that name is dropped, since it was never finished.
   *
   * @throws SQLException when Postgres does not answer
   */
  public void create(String database) throws SQLException {
    try (Connection admin = connect(SUPERUSER, SUPERUSER);
        var statement = admin.createStatement()) {
      String name = statement.enquoteIdentifier(database, true);
      statement.execute("DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
      statement.execute("CREATE DATABASE " + name + " OWNER " + ROLE);
    }
  }

  /**
   * Notes that a database has its schema and seed, so that the next start keeps it.
   *
   * @throws SQLException when Postgres does not answer
   */
  public void finish(String database) throws SQLException {
    try (Connection admin = connect(SUPERUSER, SUPERUSER);
        var statement = admin.createStatement()) {
      statement.execute(
          "COMMENT ON DATABASE "
              + statement.enquoteIdentifier(database, true)
              + " IS "
              + statement.enquoteLiteral(FINISHED));
    }
  }

  private Connection connect(String role, String database) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", role);
    properties.setProperty("password", password);
    properties.setProperty("ApplicationName", "stk dev");
    return DriverManager.getConnection(
        "jdbc:postgresql://" + HOST + ":" + port + "/" + database, properties);
  }

  private void createRole() {
    try (Connection admin = connect(SUPERUSER, SUPERUSER);
        var statement = admin.createStatement()) {
      boolean exists;
      try (var rows =
          statement.executeQuery("SELECT 1 FROM pg_roles WHERE rolname = '" + ROLE + "'")) {
        exists = rows.next();
      }
      if (!exists) {
        statement.execute(
            "CREATE ROLE " + ROLE + " LOGIN PASSWORD " + statement.enquoteLiteral(password));
      }
    } catch (SQLException refused) {
      stop();
      throw new CommandFailure(
          ExitCode.FAILED,
          "the embedded Postgres does not let stk in: " + refused.getMessage(),
          "start anew with an empty one: --fresh",
          refused);
    }
  }

  private List<String> command(Path programs, Account account) {
    List<String> command = new ArrayList<>(account.prefix());
    command.addAll(List.of(programs.resolve("postgres").toString(), "-D"));
    command.add(folder.data().toString());
    command.addAll(List.of("-p", Integer.toString(port), "-h", HOST));
    command.addAll(List.of("-c", "unix_socket_directories="));
    // A crash of the machine may cost the last moments and never the rest: fine for a desk.
    command.addAll(List.of("-c", "synchronous_commit=off"));
    command.addAll(List.of("-c", "timezone=UTC"));
    return command;
  }

  private void awaitReady(TetheredProcess started) throws IOException {
    long end = System.nanoTime() + LONGEST_START.toNanos();
    while (!isReady()) {
      if (!started.isAlive() || System.nanoTime() > end) {
        stop();
        throw folder.failed("Postgres did not start");
      }
      try {
        Thread.sleep(5);
      } catch (InterruptedException stopped) {
        stop();
        Thread.currentThread().interrupt();
        throw CommandFailure.failed("stopped while Postgres was starting", null);
      }
    }
  }

  /** The eighth line of the pid file says so: Postgres writes it for programs that start it. */
  private boolean isReady() throws IOException {
    return PidFile.of(folder.data())
        .filter(PidFile::isReady)
        // Not the file that one which crashed has left behind.
        .flatMap(file -> file.postgres(folder.data()))
        .isPresent();
  }
}
