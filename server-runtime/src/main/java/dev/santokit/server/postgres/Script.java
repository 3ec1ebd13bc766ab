package dev.santokit.server.postgres;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Statements that go to Postgres together and are prepared once per connection. Compared by
 * identity: a connection keeps what it prepared by it.
 */
public final class Script {

  static final Step BEGIN = Step.plain("BEGIN READ WRITE");
  static final Step BEGIN_READ_ONLY = Step.plain("BEGIN READ ONLY");
  static final Step END = Step.plain("COMMIT");
  static final Step SAVE = Step.plain("SAVEPOINT santokit");
  static final Step SET_READ_ONLY = Step.plain("SET TRANSACTION READ ONLY");
  static final Step RELEASE = Step.plain("RELEASE SAVEPOINT santokit");

  /** Opens a transaction. */
  public static final Script OPEN = new Script(List.of(BEGIN));

  /**
   * Opens a READ ONLY transaction. In the savepoint Postgres refuses every way to make it writable
   * again.
   */
  public static final Script OPEN_READ_ONLY = new Script(List.of(BEGIN_READ_ONLY, SAVE));

  /** Like {@link #OPEN}, whatever the database's default isolation is. */
  public static final Script OPEN_TOGETHER = of("BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE");

  /** Like {@link #OPEN_READ_ONLY}, whatever the database's default isolation is. */
  public static final Script OPEN_TOGETHER_READ_ONLY =
      new Script(List.of(Step.plain("BEGIN ISOLATION LEVEL READ COMMITTED READ ONLY"), SAVE));

  /** Opens a savepoint until whose end nothing may be written. */
  public static final Script SAVEPOINT_READ_ONLY = new Script(List.of(SAVE, SET_READ_ONLY));

  /** Makes a transaction count. */
  public static final Script COMMIT = new Script(List.of(END));

  /** Undoes a transaction. */
  public static final Script ROLLBACK = of("ROLLBACK");

  /** Opens a savepoint; savepoints of the same name nest. */
  public static final Script SAVEPOINT = new Script(List.of(SAVE));

  /** Ends the innermost savepoint and keeps what was done since. */
  public static final Script RELEASE_SAVEPOINT = new Script(List.of(RELEASE));

  /** Undoes what was done since the innermost savepoint, and ends it. */
  public static final Script ROLLBACK_TO_SAVEPOINT =
      new Script(List.of(Step.plain("ROLLBACK TO SAVEPOINT santokit"), RELEASE));

  /** Makes transactions READ ONLY that do not say what they are. */
  static final Script READ_BY_DEFAULT = of("SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY");

  /** Makes transactions READ WRITE that do not say what they are. */
  static final Script WRITE_BY_DEFAULT =
      of("SET SESSION CHARACTERISTICS AS TRANSACTION READ WRITE");

  /** Puts a connection back into the state of a new one, but for prepared statements. */
  static final Script RESET =
      new Script(
          Stream.of(
                  "CLOSE ALL",
                  "SET SESSION AUTHORIZATION DEFAULT",
                  "RESET ALL",
                  "UNLISTEN *",
                  "SELECT pg_advisory_unlock_all()",
                  "DISCARD TEMP",
                  "DISCARD SEQUENCES")
              .map(Step::plain)
              .toList());

  private final List<Step> steps;
  private final @Nullable RowLayout layout;
  private final boolean kept;

  /** Of at least one statement. */
  public Script(List<Step> steps) {
    this(steps, null);
  }

  /**
   * Of at least one statement.
   *
   * @param layout how the rows of its result are written; null where the columns say it
   */
  public Script(List<Step> steps, @Nullable RowLayout layout) {
    this(steps, layout, true);
  }

  private Script(List<Step> steps, @Nullable RowLayout layout, boolean kept) {
    if (steps.isEmpty()) {
      throw new IllegalArgumentException("a script has a statement");
    }
    this.steps = List.copyOf(steps);
    this.layout = layout;
    this.kept = kept;
  }

  /** The same for one run: connections do not keep what they prepare for it. */
  public Script once() {
    return new Script(steps, layout, false);
  }

  /** Whether connections keep what they prepare for it. */
  boolean isKept() {
    return kept;
  }

  /** Of one statement without parameters. */
  public static Script of(String sql) {
    return new Script(List.of(Step.plain(sql)));
  }

  /** Its statements. */
  public List<Step> steps() {
    return steps;
  }

  /** How the rows of its result are written; null where the columns say it. */
  @Nullable RowLayout layout() {
    return layout;
  }

  /** This with statements around it. */
  Script around(List<Step> before, List<Step> after) {
    return new Script(
        Stream.of(before.stream(), steps.stream(), after.stream()).flatMap(s -> s).toList(),
        layout,
        kept);
  }

  /**
   * One statement.
   *
   * @param sql its parameters are {@code $1}, {@code $2}, …, each one value wherever it stands
   * @param types the oid of each parameter's type; 0 lets Postgres infer it
   * @param sources which of the script's values each parameter is
   */
  @SuppressWarnings("ArrayRecordComponent") // made once, read on every call, compared never
  public record Step(String sql, int[] types, int[] sources) {

    private static final int[] NONE = {};

    /** A statement without parameters. */
    public static Step plain(String sql) {
      return new Step(sql, NONE, NONE);
    }

    /** A statement whose parameters are the script's values in their order. */
    public static Step inOrder(String sql, int[] types) {
      int[] sources = new int[types.length];
      Arrays.setAll(sources, i -> i);
      return new Step(sql, types, sources);
    }
  }
}
