package dev.santokit.server.sql;

import dev.santokit.project.api.ResultColumn;
import dev.santokit.project.logic.FunctionConfig;
import dev.santokit.project.problem.Problem;
import dev.santokit.project.sql.SqlScript;
import dev.santokit.server.call.Answer;
import dev.santokit.server.call.Client;
import dev.santokit.server.call.Deadline;
import dev.santokit.server.call.Refusal;
import dev.santokit.server.call.RefusalCode;
import dev.santokit.server.call.Uncompilable;
import dev.santokit.server.database.DatabaseInvocation;
import dev.santokit.server.database.DatabaseSession;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.Field;

/**
 * A function in SQL. It is described when its release meets its database: at the latest by its
 * first call. For any number of threads.
 */
public final class SqlFunction {

  /** A statement that could not be prepared is tried again after this, since schemas change. */
  private static final long TRY_AGAIN_NANOS = Duration.ofSeconds(1).toNanos();

  /** So many small answers in a row make it try without a cursor again. */
  private static final int CURSORS_ONCE_LARGE = 16;

  private final String file;
  private final FunctionConfig config;
  private final SqlScript script;
  private final Consumer<Problem> unusable;
  private final AtomicInteger cursors = new AtomicInteger();
  private volatile @Nullable Described described;
  private volatile long describedAt;
  private volatile @Nullable Long refusedAt;

  /**
   * Not described yet.
   *
   * @param file for problems
   * @param unusable told when a call finds that a statement cannot be prepared
   */
  public SqlFunction(
      String file, FunctionConfig config, SqlScript script, Consumer<Problem> unusable) {
    this.file = file;
    this.config = config;
    this.script = script;
    this.unusable = unusable;
  }

  /** The alias of its database. */
  public String target() {
    return config.target();
  }

  /**
   * Describes its statements anew.
   *
   * @throws Uncompilable when one cannot be prepared
   * @throws SQLException when the database is away
   * @throws Refusal UNAVAILABLE, TIMEOUT for the same reason
   */
  public void describe(DatabaseSession session) throws SQLException, Uncompilable {
    describedAt = System.nanoTime();
    described = description(session);
  }

  private Described description(DatabaseSession session) throws SQLException, Uncompilable {
    return new Describer(file, config, session.link(), session.database().types()).describe(script);
  }

  /**
   * The columns of the rows that it answers, as its database describes them at this moment; none
   * when it gives no rows.
   *
   * @param columns over the same connection
   * @throws Uncompilable when it cannot be prepared
   * @throws SQLException when the database is away
   */
  public List<ResultColumn> columns(DatabaseSession session, ResultColumns columns)
      throws SQLException, Uncompilable {
    Field[] fields = description(session).fields();
    return fields == null ? List.of() : columns.of(script.statements().getLast().text(), fields);
  }

  /**
   * Runs it.
   *
   * @throws Refusal as the contract's table says; INTERNAL_ERROR when it cannot be prepared
   */
  public Answer run(DatabaseInvocation invocation) {
    DatabaseSession session = invocation.database(config.target());
    Described statements = described(session, invocation.deadline());
    @Nullable String[] values = new @Nullable String[statements.values().size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = statements.values().get(i).of(invocation);
    }
    try {
      return config.readOnly() && statements.isOneOfRows() && invocation.client().takesParts()
          ? large(session, statements, values, invocation)
          : whole(session, statements, values, invocation);
    } catch (Refusal refusal) {
      doubt(refusal);
      throw refusal;
    }
  }

  private Answer whole(
      DatabaseSession session,
      Described statements,
      @Nullable String[] values,
      DatabaseInvocation invocation) {
    return session.run(
        statements.unit(), values, config.readOnly(), invocation.deadline(), this::isOutdated);
  }

  /**
   * As a whole first, since a cursor costs two round trips more and keeps Postgres from working in
   * parallel; once that was too large, by a cursor for a while.
   */
  private Answer large(
      DatabaseSession session,
      Described statements,
      @Nullable String[] values,
      DatabaseInvocation invocation) {
    if (cursors.get() == 0) {
      try {
        return whole(session, statements, values, invocation);
      } catch (Refusal refusal) {
        if (!refusal.code().equals(RefusalCode.RESULT_TOO_LARGE.name())) {
          throw refusal;
        }
        cursors.set(CURSORS_ONCE_LARGE);
      }
    }
    Client client = invocation.client();
    Answer answer =
        session.stream(statements.unit(), values, client, invocation.deadline(), this::isOutdated);
    cursors.updateAndGet(left -> client.hasParts() ? CURSORS_ONCE_LARGE : Math.max(0, left - 1));
    return answer;
  }

  private void isOutdated() {
    described = null;
  }

  /**
   * A value that was refused may have been bound as what its column was before; to find out once in
   * a while is enough, since clients can send such values as often as they like.
   */
  private void doubt(Refusal refusal) {
    if (refusal.status() == RefusalCode.VALIDATION_ERROR.status()
        && System.nanoTime() - describedAt > TRY_AGAIN_NANOS) {
      described = null;
    }
  }

  private Described described(DatabaseSession session, Deadline until) {
    Described known = described;
    if (known != null) {
      return known;
    }
    Long refused = refusedAt;
    if (refused != null && System.nanoTime() - refused < TRY_AGAIN_NANOS) {
      throw Refusal.internal();
    }
    try {
      describedAt = System.nanoTime();
      Described found = description(session);
      described = found;
      return found;
    } catch (SQLException failed) {
      throw session.refusal(failed, until);
    } catch (Uncompilable problem) {
      refusedAt = System.nanoTime();
      unusable.accept(problem.problem());
      throw Refusal.internal();
    }
  }
}
