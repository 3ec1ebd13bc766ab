package dev.santokit.cli.dev;

import dev.santokit.cli.dev.DevDatabases.State;
import dev.santokit.cli.dev.DevServer.Publication;
import dev.santokit.cli.postgres.EmbeddedPostgres;
import dev.santokit.cli.process.Ports;
import dev.santokit.cli.project.ProjectReading;
import dev.santokit.cli.project.ProjectReading.Content;
import dev.santokit.cli.terminal.CommandFailure;
import dev.santokit.cli.terminal.ExitCode;
import dev.santokit.cli.terminal.ProjectInvalid;
import dev.santokit.cli.terminal.Terminal;
import dev.santokit.cli.token.SecretsFile;
import dev.santokit.cli.watch.FolderWatch;
import dev.santokit.project.logic.LogicFunction;
import dev.santokit.project.problem.Problem;
import dev.santokit.project.release.Release;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One run of {@code stk dev}. Whatever happens comes over one queue to one thread, so that nothing
 * is done twice or at the same time.
 */
public final class DevSession {

  /** More ends of a process than this in a minute are no accident. */
  private static final int MOST_RESTARTS = 3;

  private static final Duration RESTART_WINDOW = Duration.ofMinutes(1);
  private static final String KEPT = "the last version goes on serving";
  private static final Duration LONGEST_CLEANUP = Duration.ofSeconds(20);

  private final long began = System.nanoTime();
  private final DevOptions options;
  private final DevConsole console;
  private final String postgresVersion;
  private final BlockingQueue<Signal> signals = new LinkedBlockingQueue<>();
  private final CountDownLatch done = new CountDownLatch(1);
  private final Deque<Instant> restarts = new ArrayDeque<>();
  private final int port;
  private final DevServer server;
  private volatile boolean stopping;
  private @Nullable EmbeddedPostgres postgres;
  private volatile @Nullable Running running;
  private boolean broken;

  /** What the server was given last; its log may be about that. */
  private volatile List<LogicFunction> candidate = List.of();

  private long revision;

  /** Something that happened. */
  private sealed interface Signal {
    record FilesChanged(long nanos) implements Signal {}

    record ServerEnded(int status) implements Signal {}

    record PostgresEnded(int status) implements Signal {}

    record Stop() implements Signal {}
  }

  /** What is served, and from what. */
  private record Running(Content content, Release release, String configuration) {}

  /**
   * A run that has not begun.
   *
   * @param postgresVersion of the binaries that this stk brings along
   */
  public DevSession(DevOptions options, Terminal terminal, String postgresVersion) {
    this.options = options;
    this.console = new DevConsole(terminal, options.folder());
    this.postgresVersion = postgresVersion;
    this.port = options.port() == 0 ? Ports.free() : options.port();
    this.server =
        new DevServer(
            options,
            port,
            line -> console.log(line, candidate, running == null),
            () -> stopping,
            status -> signals.add(new Signal.ServerEnded(status)));
  }

  /**
   * Runs until the process is told to end.
   *
   * @throws ProjectInvalid when there is nothing that could be served at the start
   * @throws CommandFailure when server or Postgres cannot run
   */
  public ExitCode run() throws IOException, InterruptedException {
    Thread hook = Thread.ofPlatform().name("stop").unstarted(this::stopAndWait);
    Runtime.getRuntime().addShutdownHook(hook);
    try (DevLock lock = DevLock.take(options.folder());
        // Before the first reading: what changes between is not lost.
        FolderWatch _ =
            FolderWatch.start(
                options.folder(), (_, nanos) -> signals.add(new Signal.FilesChanged(nanos)))) {
      start(lock);
      while (!stopping) {
        handle(signals.take());
      }
      console.step("stopping");
      return ExitCode.DONE;
    } finally {
      stopChildren();
      done.countDown();
    }
  }

  /** On the thread of the shutdown: the process lives until this returns. */
  private void stopAndWait() {
    stopping = true;
    signals.add(new Signal.Stop());
    try {
      boolean _ = done.await(LONGEST_CLEANUP.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException hurry) {
      Thread.currentThread().interrupt();
    }
  }

  private void stopChildren() {
    server.close();
    if (postgres != null) {
      postgres.stop();
    }
  }

  private void start(DevLock lock) throws IOException, InterruptedException {
    ProjectReading reading = ProjectReading.of(options.folder());
    Content content = reading.orThrow();
    console.problems(reading.problems());
    if (!Ports.isFree(port)) {
      throw CommandFailure.failed("port " + port + " is taken", "take another: --port 0 takes any");
    }
    DevSettings settings = settings(content);
    makeSecrets(settings);
    noticeMissingSecrets(content);
    if (settings.needsPostgres()) {
      postgres =
          EmbeddedPostgres.in(
              options.ownFolder().resolve("postgres"), postgresVersion, options.environment());
    }
    server.configure(settings.configuration());
    startPostgres(options.fresh());
    // While it boots the databases get what they need; it waits for its release.
    server.start(settings.environment(postgres));
    List<Problem> refused = prepareDatabases(content, settings, null);
    if (!refused.isEmpty()) {
      throw new ProjectInvalid(options.folder(), refused);
    }
    Release release = release(content);
    switch (server.publish(release)) {
      case Publication.Served() -> {
        server.awaitDatabases(settings.embedded());
        running = new Running(content, release, settings.configuration());
        String url = "http://127.0.0.1:" + port;
        lock.announce(url);
        console.serving(content.project().id(), url, Duration.ofNanos(System.nanoTime() - began));
        console.functions(content.project().functions());
        settings.embedded().forEach(this::showPsql);
      }
      case Publication.Refused(String error) -> {
        console.refused(Complaint.of(error, content.project().functions()));
        throw CommandFailure.failed("the server refuses the project", "mend it and start again");
      }
      case Publication.Abandoned() -> {
        if (!stopping) {
          throw CommandFailure.failed(
              "the server ended before it served anything", "its log is above");
        }
      }
    }
  }

  private DevSettings settings(Content content) {
    return DevSettings.of(content.project().config(), options.urls());
  }

  private void makeSecrets(DevSettings settings) {
    SecretsFile secrets = SecretsFile.of(options.folder());
    Map<String, String> known = secrets.read();
    List<String> missing =
        settings.signingSecrets().stream()
            .filter(name -> !known.containsKey(name) && !options.environment().containsKey(name))
            .toList();
    if (!missing.isEmpty()) {
      secrets.generate(missing);
      console.step(
          "made up " + String.join(", ", missing) + " in .stk/secrets.env, for this machine alone");
    }
  }

  /** A function that asks for one gets an error: better to hear of it before. */
  private void noticeMissingSecrets(Content content) {
    Map<String, String> known = SecretsFile.of(options.folder()).read();
    for (LogicFunction function : content.project().functions()) {
      for (String name : function.config().secrets()) {
        if (!known.containsKey(name) && !options.environment().containsKey(name)) {
          console.notice(
              "%s names the secret %s, which is not in .stk/secrets.env"
                  .formatted(function.path(), name));
        }
      }
    }
  }

  private void startPostgres(boolean fresh) {
    if (postgres != null) {
      postgres.start(fresh, console::step);
      watchPostgres(postgres);
    }
  }

  private void watchPostgres(EmbeddedPostgres started) {
    var _ = started.exited().thenAccept(status -> signals.add(new Signal.PostgresEnded(status)));
  }

  private void showPsql(String alias) {
    if (postgres != null) {
      console.step("  psql \"" + postgres.shownUrl(alias) + "\"");
    }
  }

  /**
   * Gives the databases their schema and seed.
   *
   * @param before what was served; databases whose files are the same since are left alone. Null to
   *     look at all of them
   * @return what Postgres refuses
   */
  private List<Problem> prepareDatabases(
      Content content, DevSettings settings, @Nullable Running before) {
    DevDatabases databases = new DevDatabases(postgres, settings.urls());
    List<Problem> refused = new ArrayList<>();
    for (String alias : settings.aliases()) {
      if (before != null && content.sameDatabase(alias, before.content())) {
        continue;
      }
      try {
        State state = databases.prepare(alias, content);
        console.database(alias, state, settings.urls().containsKey(alias));
        if (state instanceof State.Refused(Problem problem)) {
          refused.add(problem);
        }
      } catch (SQLException away) {
        throw new CommandFailure(
            ExitCode.FAILED,
            "database " + alias + ": " + away.getMessage(),
            "check --db-url, or leave it out to use the one that stk brings along",
            away);
      }
    }
    return refused;
  }

  private Release release(Content content) {
    revision++;
    candidate = content.project().functions();
    return Release.of(
        content.project().id(),
        revision,
        Instant.now(),
        null,
        content.project().functions(),
        content.project().permissions());
  }

  private void handle(Signal signal) throws IOException, InterruptedException {
    switch (signal) {
      case Signal.FilesChanged(long nanos) -> filesChanged(nanos);
      case Signal.ServerEnded(int status) -> serverEnded(status);
      case Signal.PostgresEnded(int status) -> postgresEnded(status);
      case Signal.Stop() -> {}
    }
  }

  private void filesChanged(long nanos) throws IOException, InterruptedException {
    ProjectReading reading = ProjectReading.of(options.folder());
    Content content = reading.content();
    Running before = running;
    if (content == null || before == null) {
      console.problems(reading.problems());
      console.trouble("the files have errors", KEPT);
      broken = true;
      return;
    }
    DevSettings settings;
    try {
      settings = settings(content);
    } catch (CommandFailure lostDatabase) {
      notFollowed(lostDatabase);
      return;
    }
    boolean configured = !settings.configuration().equals(before.configuration());
    if (configured && !reconfigure(settings)) {
      return;
    }
    List<Problem> refused;
    try {
      refused = prepareDatabases(content, settings, before);
    } catch (CommandFailure away) {
      notFollowed(away);
      return;
    }
    if (!refused.isEmpty()) {
      console.problems(refused);
      console.trouble("Postgres refuses the schema or a seed", KEPT);
      broken = true;
      return;
    }
    Release release = release(content);
    Changes changes = Changes.between(before.release(), release);
    if (!configured && changes.none() && !broken) {
      running = new Running(content, before.release(), before.configuration());
      return; // a file that no function is made of
    }
    publish(new Running(content, release, settings.configuration()), changes, configured, nanos);
  }

  private void publish(Running next, Changes changes, boolean configured, long nanos)
      throws IOException, InterruptedException {
    switch (server.publish(next.release())) {
      case Publication.Served() -> {
        running = next;
        String what =
            changes.none()
                ? configured ? "configuration changed" : "as before"
                : changes.toString();
        console.served(
            broken ? "mended: " + what : what, Duration.ofNanos(System.nanoTime() - nanos));
        broken = false;
      }
      case Publication.Refused(String error) -> {
        console.refused(Complaint.of(error, next.content().project().functions()));
        console.trouble("the server refuses this version", KEPT);
        broken = true;
      }
      case Publication.Abandoned() -> {
        // The end of the server, or of this run, is a signal of its own.
      }
    }
  }

  /** What would end a start does not end what runs: the next change may be all right again. */
  private void notFollowed(CommandFailure why) {
    console.trouble(why.what(), KEPT + "; save a file once this is mended");
    broken = true;
  }

  /** Restarts the server under another configuration; false when that cannot be. */
  private boolean reconfigure(DevSettings settings) throws IOException {
    if (settings.needsPostgres() && postgres == null) {
      console.trouble("the project has a database now", "start stk dev anew to give it a Postgres");
      return false;
    }
    makeSecrets(settings);
    console.notice("the configuration changed: the server starts anew");
    server.stop();
    server.configure(settings.configuration());
    server.start(settings.environment(postgres));
    return true;
  }

  private void serverEnded(int status) throws IOException, InterruptedException {
    Running last = running;
    if (stopping || last == null) {
      return;
    }
    console.trouble("the server ended with " + status, "starting it again");
    countRestart("the server");
    server.stop();
    server.configure(last.configuration());
    server.start(settings(last.content()).environment(postgres));
    if (server.publish(last.release()) instanceof Publication.Served) {
      console.notice("the server is back");
    }
  }

  private void postgresEnded(int status) throws InterruptedException {
    if (stopping || postgres == null) {
      return;
    }
    console.trouble(
        "Postgres ended with " + status,
        "starting it again; calls that need it get 503 until then");
    countRestart("Postgres");
    postgres.restart();
    watchPostgres(postgres);
    console.notice("Postgres is back");
  }

  private void countRestart(String what) {
    Instant now = Instant.now();
    restarts.removeIf(time -> time.isBefore(now.minus(RESTART_WINDOW)));
    restarts.add(now);
    if (restarts.size() > MOST_RESTARTS) {
      throw CommandFailure.failed(
          what + " ends again and again", "its log says why: above, or in .stk/postgres/log");
    }
  }
}
