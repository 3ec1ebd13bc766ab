package dev.santokit.server.function;

import com.fasterxml.jackson.databind.JsonNode;
import dev.santokit.project.logic.Arguments;
import dev.santokit.project.logic.FunctionPath;
import dev.santokit.server.call.Answer;
import dev.santokit.server.call.CallRequest;
import dev.santokit.server.call.Caller;
import dev.santokit.server.call.Deadline;
import dev.santokit.server.call.Invocation.LogLevel;
import dev.santokit.server.call.Refusal;
import dev.santokit.server.call.RefusalCode;
import dev.santokit.server.database.Database;
import dev.santokit.server.database.DatabaseInvocation;
import dev.santokit.server.database.DatabaseSession;
import dev.santokit.server.event.ServerEvent;
import dev.santokit.server.postgres.Faults;
import dev.santokit.server.postgres.Link;
import dev.santokit.server.secrets.SecretUnusable;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * One call from outside and all runs that it causes. They share the release, the deadline and at
 * most one connection per database. For one thread at a time.
 */
public final class CallTree implements AutoCloseable {

  private static final int DEEPEST = 16;
  private static final int LONGEST_LINE = 8 * 1024;
  private static final int MOST_LINES = 100;

  private final Surroundings surroundings;
  private final ServedRelease release;
  private final Caller caller;
  private final String requestId;
  private final Supplier<CallRequest> request;
  private final Map<String, DatabaseSession> sessions = new HashMap<>(2);
  private final Run root;
  private Run running;
  private int lines;

  /**
   * Runs {@code function} for a caller who was admitted.
   *
   * @param requestId what logs say
   * @param request what logic may know of the request, made when logic asks
   * @throws Refusal when there is no answer
   */
  public static Answer run(
      Surroundings surroundings,
      ServedRelease release,
      ServedFunction function,
      Arguments arguments,
      Caller caller,
      String requestId,
      Supplier<CallRequest> request) {
    try (var tree =
        new CallTree(surroundings, release, function, arguments, caller, requestId, request)) {
      Answer answer = tree.root.answer();
      if (answer.json().length > surroundings.largestAnswer()) {
        throw Link.tooLarge();
      }
      return answer;
    } catch (Refusal refusal) {
      throw refusal;
    } catch (RuntimeException | StackOverflowError defect) {
      surroundings
          .events()
          .accept(new ServerEvent.CallFailed(requestId, function.path().value(), defect));
      throw Refusal.internal();
    }
  }

  private CallTree(
      Surroundings surroundings,
      ServedRelease release,
      ServedFunction function,
      Arguments arguments,
      Caller caller,
      String requestId,
      Supplier<CallRequest> request) {
    this.surroundings = surroundings;
    this.release = release;
    this.caller = caller;
    this.requestId = requestId;
    this.request = request;
    Deadline deadline = Deadline.in(timeout(function));
    this.root = new Run(function, arguments, deadline, function.config().readOnly(), 1);
    this.running = root;
  }

  private Duration timeout(ServedFunction function) {
    Duration limit = surroundings.callTimeout();
    Duration own = function.config().timeout();
    return own == null || own.compareTo(limit) > 0 ? limit : own;
  }

  @Override
  public void close() {
    sessions.values().forEach(DatabaseSession::close);
  }

  /** A run of a function. */
  private final class Run implements DatabaseInvocation {
    private final ServedFunction function;
    private final Arguments arguments;
    private final Deadline deadline;
    private final boolean readOnly;
    private final int depth;

    Run(
        ServedFunction function,
        Arguments arguments,
        Deadline deadline,
        boolean readOnly,
        int depth) {
      this.function = function;
      this.arguments = arguments;
      this.deadline = deadline;
      this.readOnly = readOnly;
      this.depth = depth;
    }

    Answer answer() {
      Run outer = running;
      running = this;
      try {
        return switch (function.body()) {
          case ServedFunction.Body.Sql(var statements) -> statements.run(this);
          case ServedFunction.Body.Js(var executable) -> executable.run(this);
        };
      } finally {
        running = outer;
      }
    }

    @Override
    public FunctionPath path() {
      return function.path();
    }

    @Override
    public Caller caller() {
      return caller;
    }

    @Override
    public Arguments arguments() {
      return arguments;
    }

    @Override
    public String requestId() {
      return requestId;
    }

    @Override
    public CallRequest request() {
      return request.get();
    }

    @Override
    public Deadline deadline() {
      return deadline;
    }

    @Override
    public String target() {
      return function.config().target();
    }

    @Override
    public DatabaseSession database(String alias) {
      DatabaseSession session = sessions.get(alias);
      if (session == null) {
        Database database = surroundings.databases().get(alias);
        if (database == null) {
          log(LogLevel.ERROR, "there is no database \"" + alias + "\" in the configuration");
          throw Refusal.internal();
        }
        session =
            new DatabaseSession(
                database,
                root.deadline,
                root.readOnly,
                CallTree.this::failed,
                CallTree.this::complain);
        sessions.put(alias, session);
      }
      return session;
    }

    @Override
    public byte[] invoke(String path, JsonNode parameters) {
      deadline.check();
      if (path.startsWith("crud/")) {
        throw Refusal.of(RefusalCode.VALIDATION_ERROR, "crud/… cannot be invoked");
      }
      if (depth >= DEEPEST) {
        throw Refusal.of(
            RefusalCode.VALIDATION_ERROR, "Functions invoke each other more than 16 deep");
      }
      ServedFunction other = release.find(path);
      Arguments others = other.read(parameters);
      boolean mayOnlyRead = readOnly || other.config().readOnly();
      return new Run(other, others, deadline.within(timeout(other)), mayOnlyRead, depth + 1)
          .answer()
          .json();
    }

    @Override
    public String secret(String name) {
      if (!function.config().secrets().contains(name)) {
        log(LogLevel.ERROR, "the secret " + name + " is not in the function's secrets");
        throw Refusal.internal();
      }
      try {
        return surroundings
            .secrets()
            .value(name)
            .orElseThrow(() -> {
              log(LogLevel.ERROR, "the secret " + name + " has no value");
              return Refusal.internal();
            });
      } catch (SecretUnusable unusable) {
        log(LogLevel.ERROR, unusable.what());
        throw Refusal.internal();
      }
    }

    @Override
    public void threw(String stack) {
      surroundings
          .events()
          .accept(new ServerEvent.FunctionThrew(requestId, path().value(), cut(stack)));
    }

    @Override
    public void log(LogLevel level, String text) {
      say(path(), level, text);
    }
  }

  private void say(FunctionPath path, LogLevel level, String text) {
    lines++;
    if (lines > MOST_LINES) {
      return;
    }
    String line = cut(text);
    surroundings
        .events()
        .accept(
            new ServerEvent.FunctionSays(
                requestId,
                path.value(),
                level,
                lines == MOST_LINES ? line + " (further lines of this call are dropped)" : line));
  }

  private static String cut(String text) {
    return text.length() > LONGEST_LINE ? text.substring(0, LONGEST_LINE) + "…" : text;
  }

  private void failed(SQLException failure) {
    surroundings
        .events()
        .accept(
            new ServerEvent.StatementFailed(
                requestId, running.path().value(), Faults.state(failure), Faults.logText(failure)));
  }

  private void complain(String text) {
    say(running.path(), LogLevel.ERROR, text);
  }
}
