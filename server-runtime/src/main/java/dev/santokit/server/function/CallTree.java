package dev.santokit.server.function;

import com.fasterxml.jackson.databind.JsonNode;
import dev.santokit.project.logic.Arguments;
import dev.santokit.server.call.Answer;
import dev.santokit.server.call.CallRequest;
import dev.santokit.server.call.Caller;
import dev.santokit.server.call.Client;
import dev.santokit.server.call.Deadline;
import dev.santokit.server.call.Executable;
import dev.santokit.server.call.Inbound;
import dev.santokit.server.call.Invocation.LogLevel;
import dev.santokit.server.call.Refusal;
import dev.santokit.server.call.RefusalCode;
import dev.santokit.server.call.Session;
import dev.santokit.server.database.Database;
import dev.santokit.server.database.DatabaseInvocation;
import dev.santokit.server.database.DatabaseSession;
import dev.santokit.server.event.ServerEvent;
import dev.santokit.server.json.JsonOutput;
import dev.santokit.server.postgres.Faults;
import dev.santokit.server.postgres.Link;
import dev.santokit.server.secrets.SecretUnusable;
import dev.santokit.server.trace.Span;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One call from outside and all runs that it causes. They share the release, the deadline and at
 * most one connection per database. For one thread at a time.
 */
public final class CallTree implements AutoCloseable, DatabaseSession.Around {

  private static final int DEEPEST = 16;
  private static final int LONGEST_LINE = 8 * 1024;
  private static final int MOST_LINES = 100;

  private final Surroundings surroundings;
  private final ServedRelease release;
  private final Caller caller;
  private final Inbound inbound;
  private final Deadline deadline;
  private final boolean readOnly;

  /** The one database that may be used; null when all may. */
  private final @Nullable String only;

  private final Map<String, DatabaseSession> sessions = new HashMap<>(2);
  private @Nullable Run running;
  private Span span;
  private int lines;

  /**
   * Runs a call that passed all checks.
   *
   * @param inbound the request that it comes from; parts of the answer that were sent are not in
   *     what this returns
   * @throws Refusal when there is no answer
   */
  public static Answer run(
      Surroundings surroundings,
      ServedRelease release,
      Prepared call,
      Caller caller,
      Inbound inbound) {
    return run(surroundings, release, call, caller, inbound, deadline(surroundings, call, inbound));
  }

  /** When a call must be over that begins now. */
  public static Deadline deadline(Surroundings surroundings, Prepared call, Inbound inbound) {
    return Deadline.in(timeout(surroundings, call), inbound);
  }

  /** The same, of a call that began before. */
  public static Answer run(
      Surroundings surroundings,
      ServedRelease release,
      Prepared call,
      Caller caller,
      Inbound inbound,
      Deadline deadline) {
    try (var tree =
        new CallTree(surroundings, release, caller, inbound, deadline, call.readOnly(), null)) {
      Answer answer = tree.new Run(call, deadline, call.readOnly(), 1).answer();
      if (answer.json().length > surroundings.largestAnswer()) {
        throw Link.tooLarge();
      }
      return answer;
    } catch (RuntimeException | StackOverflowError failure) {
      throw refusal(failure, surroundings, inbound, call.path());
    }
  }

  /**
   * Runs calls that passed all checks one after the other, in one transaction: all of them count,
   * or none.
   *
   * @param calls at least one
   * @param alias the database that they share; no other may be used
   * @param inbound as for {@link #run}; it gets the answer as a whole
   * @return the answers as an array, in the order of the calls
   * @throws Refusal when there is no answer; its details say which call it was, in {@code index},
   *     unless all of them failed together
   */
  public static Answer runAll(
      Surroundings surroundings,
      ServedRelease release,
      List<Prepared> calls,
      String alias,
      Caller caller,
      Inbound inbound) {
    Deadline deadline = Deadline.in(surroundings.callTimeout(), inbound);
    boolean readOnly = calls.stream().allMatch(Prepared::readOnly);
    try (var tree =
        new CallTree(surroundings, release, caller, inbound, deadline, readOnly, alias)) {
      return tree.together(calls, alias);
    } catch (RuntimeException | StackOverflowError failure) {
      throw refusal(failure, surroundings, inbound, "batch");
    }
  }

  private static Refusal refusal(
      Throwable failure, Surroundings surroundings, Inbound inbound, String path) {
    if (failure instanceof Refusal refusal) {
      return refusal;
    }
    surroundings.events().accept(new ServerEvent.CallFailed(inbound.origin(), path, failure));
    return Refusal.internal();
  }

  private CallTree(
      Surroundings surroundings,
      ServedRelease release,
      Caller caller,
      Inbound inbound,
      Deadline deadline,
      boolean readOnly,
      @Nullable String only) {
    this.surroundings = surroundings;
    this.release = release;
    this.caller = caller;
    this.inbound = inbound;
    this.span = inbound.span();
    this.deadline = deadline;
    this.readOnly = readOnly;
    this.only = only;
  }

  private static Duration timeout(Surroundings surroundings, Prepared call) {
    Duration limit = surroundings.callTimeout();
    Duration own = call.timeout();
    return own == null || own.compareTo(limit) > 0 ? limit : own;
  }

  private Answer together(List<Prepared> calls, String alias) {
    DatabaseSession session = session(alias);
    Session.Transaction transaction = session.beginTogether();
    var answers = new JsonOutput(surroundings.largestAnswer());
    for (int i = 0; i < calls.size(); i++) {
      answers.raw(i == 0 ? '[' : ',');
      try {
        answers.raw(item(calls.get(i), session));
      } catch (JsonOutput.TooLarge tooLarge) {
        throw Link.tooLarge().at(i);
      } catch (RuntimeException | StackOverflowError failure) {
        throw refusal(failure, surroundings, inbound, calls.get(i).path()).at(i);
      }
    }
    answers.raw(']');
    transaction.commit();
    return Answer.of(answers.toBytes());
  }

  private byte[] item(Prepared call, DatabaseSession session) {
    deadline.check();
    var run =
        new Run(call, deadline.within(timeout(surroundings, call)), call.readOnly() || readOnly, 1);
    if (!call.readOnly() || readOnly) {
      return run.answer().json();
    }
    Session.Transaction reading = session.beginReading();
    byte[] json = run.answer().json();
    reading.commit();
    return json;
  }

  @Override
  public void close() {
    sessions.values().forEach(DatabaseSession::close);
  }

  private DatabaseSession session(String alias) {
    DatabaseSession session = sessions.get(alias);
    if (session == null) {
      Database database = surroundings.database(alias, readOnly);
      if (database == null) {
        complain("there is no database \"" + alias + "\" in the configuration");
        throw Refusal.internal();
      }
      session = new DatabaseSession(database, deadline, readOnly, this);
      sessions.put(alias, session);
    }
    return session;
  }

  /** A run of a function, or of an operation on a table. */
  private final class Run implements DatabaseInvocation {
    private final Prepared call;
    private final Deadline deadline;
    private final boolean readOnly;
    private final int depth;

    Run(Prepared call, Deadline deadline, boolean readOnly, int depth) {
      this.call = call;
      this.deadline = deadline;
      this.readOnly = readOnly;
      this.depth = depth;
    }

    Answer answer() {
      Run outer = running;
      Span before = span;
      running = this;
      // That of a call from outside begins with its request.
      span = depth == 1 && only == null ? before : before.child(Span.Kind.OWN, call.path());
      try {
        return switch (call) {
          case Prepared.Crud(var operation) -> operation.run(this);
          case Prepared.Function(var function, var arguments) ->
              switch (function.body()) {
                case ServedFunction.Body.Sql(var statements) -> statements.run(this);
                case ServedFunction.Body.Js(var executable) -> guest("javascript", executable);
                case ServedFunction.Body.Wasm(var executable) -> guest("webassembly", executable);
              };
        };
      } catch (Refusal refusal) {
        span.failed(refusal.code());
        throw refusal;
      } finally {
        if (!span.equals(before)) {
          span.close();
        }
        span = before;
        running = outer;
      }
    }

    /** Code of the project, from when it begins to wait for a thread. */
    private Answer guest(String language, Executable executable) {
      Span outer = span;
      try (Span own = outer.child(Span.Kind.OWN, language)) {
        span = own;
        return executable.run(this);
      } finally {
        span = outer;
      }
    }

    @Override
    public String path() {
      return call.path();
    }

    @Override
    public Caller caller() {
      return caller;
    }

    @Override
    public Arguments arguments() {
      return call.arguments();
    }

    @Override
    public String requestId() {
      return inbound.requestId();
    }

    @Override
    public CallRequest request() {
      return inbound.forLogic();
    }

    @Override
    public Client client() {
      return depth == 1 && only == null ? inbound : Client.PATIENT;
    }

    @Override
    public Deadline deadline() {
      return deadline;
    }

    @Override
    public String target() {
      return call.target();
    }

    @Override
    public DatabaseSession database(String alias) {
      if (only != null && !only.equals(alias)) {
        throw Refusal.of(
            RefusalCode.VALIDATION_ERROR,
            "A batch runs on one database: " + path() + " needs " + alias + " beside " + only);
      }
      return session(alias);
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
      var inner = new Prepared.Function(other, others);
      Deadline until = deadline.within(timeout(surroundings, inner));
      return new Run(inner, until, mayOnlyRead, depth + 1).answer().json();
    }

    @Override
    public String secret(String name) {
      if (!(call instanceof Prepared.Function(var function, var arguments)
          && function.config().secrets().contains(name))) {
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
          .accept(new ServerEvent.FunctionThrew(inbound.origin(), path(), cut(stack)));
    }

    @Override
    public void log(LogLevel level, String text) {
      say(path(), level, text);
    }
  }

  private void say(String path, LogLevel level, String text) {
    lines++;
    if (lines > MOST_LINES) {
      return;
    }
    String line = cut(text);
    surroundings
        .events()
        .accept(
            new ServerEvent.FunctionSays(
                inbound.origin(),
                path,
                level,
                lines == MOST_LINES ? line + " (further lines of this call are dropped)" : line));
  }

  private static String cut(String text) {
    return text.length() > LONGEST_LINE ? text.substring(0, LONGEST_LINE) + "…" : text;
  }

  /** What runs now; what belongs to no item of a batch is the batch's. */
  private String path() {
    return running == null ? "batch" : running.path();
  }

  @Override
  public Span span() {
    return span;
  }

  @Override
  public void failed(SQLException failure) {
    surroundings
        .events()
        .accept(
            new ServerEvent.StatementFailed(
                inbound.origin(), path(), Faults.state(failure), Faults.logText(failure)));
  }

  @Override
  public void complain(String text) {
    say(path(), LogLevel.ERROR, text);
  }
}
