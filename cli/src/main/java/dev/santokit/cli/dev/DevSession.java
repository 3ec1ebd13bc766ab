package dev.santokit.cli.dev;

import dev.santokit.cli.dev.DevDatabases.Work;
import dev.santokit.cli.dev.DevServer.Publication;
import dev.santokit.cli.plan.PlanPrinter;
import dev.santokit.cli.plan.ShownPlan;
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
import dev.santokit.crds.plan.HazardLevel;
import dev.santokit.project.logic.LogicFunction;
import dev.santokit.project.problem.Problem;
import dev.santokit.project.release.Release;
import dev.santokit.project.schema.Decision;
import dev.santokit.schema.hazard.HazardCode;
import dev.santokit.schema.logic.Broken;
import dev.santokit.schema.plan.Plan;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
  private final Terminal terminal;
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

  /** Hashes of plans that somebody has agreed to in this run. */
  private final Set<String> agreed = new HashSet<>();

  /** Databases whose files were carried out in part; they are planned anew at the next change. */
  private final Set<String> unfinished = new HashSet<>();

  private boolean listening;
  private boolean nobodyTypes;

  /** What the server was given last; its log may be about that. */
  private volatile List<LogicFunction> candidate = List.of();

  private long revision;

  /** Something that happened. */
  private sealed interface Signal {
    record FilesChanged(long nanos) implements Signal {}

    record ServerEnded(int status) implements Signal {}

    record PostgresEnded(int status) implements Signal {}

    /** A line was typed, or, empty, nobody types any more. */
    record Typed(Optional<String> line) implements Signal {}

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
    this.terminal = terminal;
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
    DevDatabases databases = databases(settings);
    List<Work> work = plan(databases, content, settings, null);
    if (!isAgreed(work, content)) {
      if (stopping) {
        return;
      }
      throw CommandFailure.failed(
          "the databases are not what the files say", "stk dev --fresh begins with empty ones");
    }
    expand(databases, work);
    Release release = release(content);
    switch (server.publish(release)) {
      case Publication.Served() -> {
        contract(work, content);
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

  private DevDatabases databases(DevSettings settings) {
    return new DevDatabases(postgres, settings.urls(), options.folder());
  }

  /**
   * What is to be done to the databases.
   *
   * @param before what was served; databases whose files are the same since are left alone. Null to
   *     look at all of them
   * @throws ProjectInvalid when Postgres refuses a schema
   * @throws CommandFailure when a database is away
   */
  private List<Work> plan(
      DevDatabases databases, Content content, DevSettings settings, @Nullable Running before) {
    List<Work> work = new ArrayList<>();
    for (String alias : settings.aliases()) {
      if (before != null
          && !unfinished.contains(alias)
          && content.sameDatabase(alias, before.content())) {
        continue;
      }
      try {
        work.add(databases.plan(alias, content));
      } catch (SQLException away) {
        throw away(alias, away);
      }
    }
    return work;
  }

  private static CommandFailure away(String alias, SQLException away) {
    return new CommandFailure(
        ExitCode.FAILED,
        "database " + alias + ": " + away.getMessage(),
        "check --db-url, or leave it out to use the one that stk brings along",
        away);
  }

  /** Whether all of it may be done. If not, it has said why, and nothing was done. */
  private boolean isAgreed(List<Work> work, Content content)
      throws IOException, InterruptedException {
    for (Work one : work) {
      Plan plan = one.changes().orElse(null);
      if (plan == null) {
        continue;
      }
      if (isStillUsed(one, content, "nothing was changed; " + KEPT)) {
        return false;
      }
      ShownPlan shown = ShownPlan.of(plan);
      boolean goesOn =
          switch (shown.approval()) {
            case none -> true;
            case denied -> {
              console.plan(one.alias(), shown);
              console.trouble(
                  "database %s: %s"
                      .formatted(
                          one.alias(),
                          PlanPrinter.said(shown.hazards(HazardLevel.DENY).getFirst())),
                  "nothing was changed; " + KEPT);
              yield false;
            }
            case required -> agreed.contains(plan.hash()) || asked(one.alias(), plan, shown);
          };
      if (!goesOn) {
        return false;
      }
    }
    return true;
  }

  /**
   * Whether logic uses what a plan takes away, and the policy does not let it.
   *
   * @param consequence what is told of that
   */
  private boolean isStillUsed(Work work, Content content, String consequence) {
    List<Broken> breaks = DevDatabases.breaks(work, content);
    if (breaks.isEmpty()) {
      return false;
    }
    breaks.forEach(broken ->
        console.notice(
            "%s uses %s: %s".formatted(broken.function(), broken.object(), broken.message())));
    Decision decision =
        work.request() == null
            ? Decision.DENY
            : work.request()
                .policy()
                .hazards()
                .getOrDefault(HazardCode.BREAKS_LOGIC.name(), Decision.DENY);
    if (decision != Decision.DENY) {
      return false; // it is a notice then
    }
    console.trouble(
        "database %s: %s leaves while logic uses it"
            .formatted(work.alias(), breaks.getFirst().object()),
        consequence);
    return true;
  }

  private boolean asked(String alias, Plan plan, ShownPlan shown)
      throws IOException, InterruptedException {
    console.plan(alias, shown);
    if (options.agreed()) {
      agreed.add(plan.hash());
      return true;
    }
    if (!terminal.answers() || nobodyTypes) {
      console.trouble(
          "database " + alias + " stays as it is: somebody has to agree, and nobody can be asked",
          KEPT
              + "; run stk dev in a terminal to be asked, or with -y to agree to all, or take the"
              + " change back");
      return false;
    }
    console.ask("do this to database " + alias);
    listen();
    return switch (answer()) {
      case YES -> {
        agreed.add(plan.hash());
        yield true;
      }
      case NO -> {
        console.trouble(
            "not agreed to, so nothing was changed", KEPT + "; save a file to be asked again");
        yield false;
      }
      case WITHDRAWN -> {
        console.withdrawn();
        yield false;
      }
    };
  }

  private enum Answer {
    YES,
    NO,
    /** The files have changed meanwhile, or the run ends: it is another question now, or none. */
    WITHDRAWN
  }

  /** While somebody thinks the server goes on, and is started again if it ends. */
  private Answer answer() throws IOException, InterruptedException {
    while (true) {
      Signal signal = signals.take();
      switch (signal) {
        case Signal.Typed(var line) -> {
          nobodyTypes = line.isEmpty();
          return Terminal.isYes(line.orElse("")) ? Answer.YES : Answer.NO;
        }
        case Signal.FilesChanged _, Signal.Stop _ -> {
          signals.add(signal); // for whoever takes signals next
          return Answer.WITHDRAWN;
        }
        case Signal.ServerEnded _, Signal.PostgresEnded _ -> handle(signal);
      }
    }
  }

  /** Lines come on a thread of their own: whoever waits for one hears of all else, too. */
  private void listen() throws IOException {
    if (!listening) {
      listening = true;
      // What was typed before the question is no answer to it.
      long _ = terminal.in().skip(terminal.in().available());
      Thread.ofPlatform()
          .daemon()
          .name("answers")
          .start(() -> {
            Optional<String> line;
            do {
              line = terminal.line();
              signals.add(new Signal.Typed(line));
            } while (line.isPresent());
          });
    }
  }

  /**
   * Carries out what the release that is served survives.
   *
   * @throws ProjectInvalid when Postgres refuses a statement or a seed
   * @throws CommandFailure when a database is away, or has changed meanwhile
   */
  private void expand(DevDatabases databases, List<Work> work) {
    for (Work one : work) {
      unfinished.add(one.alias());
      try {
        Optional<Problem> refused =
            databases.expand(one, line -> console.statement(one.alias(), line));
        if (refused.isPresent()) {
          throw new ProjectInvalid(options.folder(), List.of(refused.get()));
        }
      } catch (SQLException away) {
        throw away(one.alias(), away);
      }
      if (one.isNew() && !(one.request() == null && databases.urls().containsKey(one.alias()))) {
        console.created(one);
      }
    }
  }

  /** Carries out the rest, which waited for the release that is served now. */
  private void contract(List<Work> work, Content content) {
    for (Work one : work) {
      if (isStillUsed(one, content, "the rest of its plan waits for another version")) {
        continue; // a function that could not be read before expand
      }
      if (!one.isNew()) {
        DevDatabases.contract(one, line -> console.statement(one.alias(), line));
      }
      unfinished.remove(one.alias());
    }
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
      case Signal.Typed(var line) -> nobodyTypes = line.isEmpty();
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
    if (settings.needsPostgres() && postgres == null) {
      console.trouble("the project has a database now", "start stk dev anew to give it a Postgres");
      return;
    }
    DevDatabases databases = databases(settings);
    List<Work> work;
    try {
      work = plan(databases, content, settings, before);
      if (!isAgreed(work, content)) {
        broken = true;
        return;
      }
      expand(databases, work);
    } catch (ProjectInvalid refused) {
      console.problems(refused.problems());
      console.trouble("Postgres refuses the schema or a seed", KEPT);
      broken = true;
      return;
    } catch (CommandFailure away) {
      notFollowed(away);
      return;
    }
    boolean configured = !settings.configuration().equals(before.configuration());
    if (configured) {
      reconfigure(settings);
    }
    Release release = release(content);
    Changes changes = Changes.between(before.release(), release);
    Running next = new Running(content, release, settings.configuration());
    if (!configured && changes.none() && !broken) {
      running = new Running(content, before.release(), before.configuration());
      if (finish(work, content) && work.stream().anyMatch(one -> one.changes().isPresent())) {
        console.done("database changed", Duration.ofNanos(System.nanoTime() - nanos));
      }
      return; // nothing that a release is made of
    }
    if (publish(next, changes, configured, nanos)) {
      boolean _ = finish(work, content);
    }
  }

  /** Carries out what waited for the release; false when that could not be. */
  private boolean finish(List<Work> work, Content content) {
    try {
      contract(work, content);
      return true;
    } catch (ProjectInvalid refused) {
      console.problems(refused.problems());
      console.trouble("Postgres refuses the rest of the schema", "save a file to try it again");
    } catch (CommandFailure failed) {
      console.trouble(
          failed.what(), "the new version is served; save a file to do the rest of the schema");
    }
    broken = true;
    return false;
  }

  private boolean publish(Running next, Changes changes, boolean configured, long nanos)
      throws IOException, InterruptedException {
    return switch (server.publish(next.release())) {
      case Publication.Served() -> {
        running = next;
        String what =
            changes.none()
                ? configured ? "configuration changed" : "as before"
                : changes.toString();
        console.served(
            broken ? "mended: " + what : what, Duration.ofNanos(System.nanoTime() - nanos));
        broken = false;
        yield true;
      }
      case Publication.Refused(String error) -> {
        console.refused(Complaint.of(error, next.content().project().functions()));
        console.trouble("the server refuses this version", KEPT);
        broken = true;
        yield false;
      }
      case Publication.Abandoned() -> false; // the end of server or run is a signal of its own
    };
  }

  /** What would end a start does not end what runs: the next change may be all right again. */
  private void notFollowed(CommandFailure why) {
    console.trouble(why.what(), KEPT + "; save a file once this is mended");
    broken = true;
  }

  /** Restarts the server under another configuration. */
  private void reconfigure(DevSettings settings) throws IOException {
    makeSecrets(settings);
    console.notice("the configuration changed: the server starts anew");
    server.stop();
    server.configure(settings.configuration());
    server.start(settings.environment(postgres));
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
