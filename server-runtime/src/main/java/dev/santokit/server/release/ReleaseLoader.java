package dev.santokit.server.release;

import dev.santokit.project.logic.FunctionPath;
import dev.santokit.project.release.Release;
import dev.santokit.project.release.ReleaseFolder;
import dev.santokit.project.release.ReleaseRefused;
import dev.santokit.project.release.ReleasedFunction;
import dev.santokit.server.cache.ResponseCache;
import dev.santokit.server.call.Deadline;
import dev.santokit.server.call.Refusal;
import dev.santokit.server.call.Uncompilable;
import dev.santokit.server.database.Database;
import dev.santokit.server.database.DatabaseSession;
import dev.santokit.server.event.Events;
import dev.santokit.server.event.ServerEvent;
import dev.santokit.server.function.ServedFunction;
import dev.santokit.server.function.ServedRelease;
import dev.santokit.server.metrics.Measures;
import dev.santokit.server.sql.SqlFunction;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Serves what lies in a folder: reads it when it changes, verifies it, makes it executable, asks
 * the databases, and swaps one reference. Whatever is wrong, the release that is served stays.
 */
public final class ReleaseLoader implements AutoCloseable {

  private static final Duration AGAIN = Duration.ofMillis(25);

  private static final Duration DESCRIBE = Duration.ofSeconds(30);

  private final Path folder;
  private final FunctionCompiler compiler;
  private final Map<String, Database> databases;
  private final Runnable beforeRelease;
  private final Duration torn;
  private final Duration again;
  private final Events events;
  private final Measures measures;
  private final AtomicReference<@Nullable Loaded> active = new AtomicReference<>();
  private volatile @Nullable Candidate candidate;
  private final Thread thread = Thread.ofPlatform().daemon().name("releases").unstarted(this::run);
  private @Nullable Instant tornSince;
  private boolean waits;

  /** A release and what it was made of. */
  private record Loaded(Release release, ServedRelease served) {}

  /**
   * A release that is not served.
   *
   * @param digest null when not even that could be read
   * @param problems a line each
   */
  public record Candidate(@Nullable String digest, List<String> problems) {
    /** Copies the list. */
    public Candidate {
      problems = List.copyOf(problems);
    }
  }

  /** What became of a look into the folder. */
  private enum Outcome {
    /** Nothing lies there, and nothing was ever served. */
    NOTHING,
    /** What lies there is served. */
    SERVED,
    /** What lies there does not fit together: it may be on its way. */
    TORN,
    /** What lies there is whole and cannot be served. */
    REFUSED
  }

  /**
   * Does not look yet.
   *
   * @param beforeRelease done before a release is made ready: what is known of the databases may be
   *     older than it
   * @param torn files of a volume arrive one by one: how long what does not fit together may take
   * @param again when a release that cannot be served is tried again
   */
  public ReleaseLoader(
      Path folder,
      FunctionCompiler compiler,
      Map<String, Database> databases,
      Runnable beforeRelease,
      Duration torn,
      Duration again,
      Events events,
      Measures measures) {
    this.folder = folder;
    this.torn = torn;
    this.again = again;
    this.compiler = compiler;
    this.databases = Map.copyOf(databases);
    this.beforeRelease = beforeRelease;
    this.events = events;
    this.measures = measures;
    databases.values().forEach(database -> database.whenBack(() -> describeAgain(database)));
  }

  /** The release that is served; null before the first. */
  public @Nullable ServedRelease current() {
    Loaded loaded = active.get();
    return loaded == null ? null : loaded.served;
  }

  /** What lies in the folder and is not served; null when that is served. */
  public @Nullable Candidate candidate() {
    return candidate;
  }

  /** Looks once, then whenever something changes. */
  public void start() {
    look();
    thread.start();
  }

  private void run() {
    try (var changes = new FolderChanges(folder)) {
      Outcome outcome = look();
      while (true) {
        boolean changed =
            changes.await(
                switch (outcome) {
                  case SERVED, NOTHING -> null;
                  case TORN -> AGAIN;
                  case REFUSED -> again;
                });
        if (changed || outcome == Outcome.TORN || outcome == Outcome.REFUSED) {
          outcome = look();
        }
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  private Outcome look() {
    try {
      return looked();
    } catch (RuntimeException defect) {
      // Of ours, about this release: the one that is served stays, and the next one is looked at.
      refuse(new Candidate(null, List.of(defect.toString())));
      return Outcome.REFUSED;
    }
  }

  private Outcome looked() {
    Instant began = Instant.now();
    if (active.get() == null && !ReleaseFolder.isThere(folder)) {
      return waiting();
    }
    Release release;
    try {
      release = ReleaseFolder.read(folder);
    } catch (ReleaseRefused torn) {
      return torn(began, String.valueOf(torn.getMessage()));
    }
    tornSince = null;
    Loaded before = active.get();
    if (before != null && isSame(release, before.release)) {
      candidate = null;
      return Outcome.SERVED;
    }
    return activated(release, before, began);
  }

  /** There has never been a release: it comes when it comes. */
  private Outcome waiting() {
    if (!waits) {
      waits = true;
      events.accept(new ServerEvent.Waiting(folder));
    }
    return Outcome.NOTHING;
  }

  private Outcome torn(Instant now, String why) {
    if (tornSince == null) {
      tornSince = now;
    }
    if (now.isBefore(tornSince.plus(torn))) {
      return Outcome.TORN;
    }
    refuse(new Candidate(null, List.of(why)));
    return Outcome.REFUSED;
  }

  private static boolean isSame(Release a, Release b) {
    return a.digest().equals(b.digest())
        && a.revision() == b.revision()
        && a.createdAt().equals(b.createdAt());
  }

  private Outcome activated(Release release, @Nullable Loaded before, Instant began) {
    List<String> problems = new ArrayList<>();
    beforeRelease.run();
    Map<String, ServedFunction> functions = compiled(release, before, problems);
    if (problems.isEmpty()) {
      Map<String, String> unusable = describe(functions);
      if (before == null) {
        // Better all other functions than none.
        unusable.forEach(
            (path, problem) -> events.accept(new ServerEvent.FunctionUnusable(path, problem)));
      } else {
        problems.addAll(unusable.values());
      }
    }
    if (!problems.isEmpty()) {
      refuse(new Candidate(release.digest(), problems));
      return Outcome.REFUSED;
    }
    active.set(new Loaded(release, served(release, functions)));
    candidate = null;
    measures.serves(release.shortDigest(), release.revision(), functions.keySet());
    events.accept(
        new ServerEvent.ReleaseActivated(
            release.digest(),
            release.revision(),
            functions.size(),
            Duration.between(began, Instant.now())));
    return Outcome.SERVED;
  }

  private void refuse(Candidate refused) {
    ServedRelease serves = current();
    measures.keep(serves == null ? Set.of() : serves.functions().keySet());
    if (!refused.equals(candidate)) {
      candidate = refused;
      events.accept(new ServerEvent.ReleaseRefused(refused.digest, refused.problems));
    }
  }

  /** What did not change is not compiled again, but no answer of the release before is kept. */
  private Map<String, ServedFunction> compiled(
      Release release, @Nullable Loaded before, List<String> problems) {
    Map<String, ServedFunction> functions = new HashMap<>();
    var answers = new ResponseCache();
    for (Map.Entry<FunctionPath, ReleasedFunction> entry : release.functions().entrySet()) {
      FunctionPath path = entry.getKey();
      ReleasedFunction function = entry.getValue();
      ServedFunction known =
          before != null && function.equals(before.release.functions().get(path))
              ? before.served.functions().get(path.value())
              : null;
      try {
        ServedFunction compiled = known == null ? compiler.compile(path, function) : known;
        functions.put(path.value(), compiled.in(answers));
      } catch (Uncompilable refused) {
        problems.add(refused.lines());
      }
    }
    return functions;
  }

  /** Asks the databases that can be asked; answers by path what they refuse. */
  private Map<String, String> describe(Map<String, ServedFunction> functions) {
    Map<String, String> unusable = new HashMap<>();
    databases.values().forEach(database -> unusable.putAll(describe(functions, database)));
    return unusable;
  }

  private static Map<String, String> describe(
      Map<String, ServedFunction> functions, Database database) {
    Map<String, String> unusable = new HashMap<>();
    try (var session = session(database)) {
      for (ServedFunction function : functions.values()) {
        if (function.body() instanceof ServedFunction.Body.Sql(SqlFunction statements)
            && statements.target().equals(database.alias())) {
          try {
            statements.describe(session);
          } catch (Uncompilable refused) {
            unusable.put(function.path().value(), refused.lines());
          }
        }
      }
    } catch (SQLException | Refusal away) {
      // The first call that finds the database there describes its function itself.
      return unusable;
    }
    return unusable;
  }

  private static DatabaseSession session(Database database) {
    return new DatabaseSession(
        database, Deadline.in(DESCRIBE), false, DatabaseSession.Around.NOTHING);
  }

  private void describeAgain(Database database) {
    ServedRelease served = current();
    if (served != null) {
      describe(served.functions(), database)
          .forEach(
              (path, problem) -> events.accept(new ServerEvent.FunctionUnusable(path, problem)));
    }
  }

  private static ServedRelease served(Release release, Map<String, ServedFunction> functions) {
    var commit = release.commit();
    String git = commit == null ? "" : ";git=" + commit.id() + (commit.dirty() ? "-dirty" : "");
    return new ServedRelease(
        release.project(),
        release.digest(),
        release.revision(),
        Instant.now(),
        release.shortDigest() + ";rev=" + release.revision() + git,
        functions,
        release.permissions());
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
