package dev.santokit.server.postgres;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Statements that are one transaction, in each of the forms in which they may run. Made once, since
 * connections keep what they prepared by the identity of a script.
 */
public final class Unit {

  private final boolean readsAtOnce;
  private final Form plain;
  private final Form writing;
  private final Form reading;
  private final Form nestedWriting;
  private final Form nestedReading;

  /**
   * A form.
   *
   * @param script what goes to Postgres in one round trip
   * @param result the index of the result that is the answer
   * @param end what makes it count once the answer is built; null when it counts already
   * @param counted whether the result before it is a number: of all rows, of which it has some
   */
  public record Form(Script script, int result, @Nullable Script end, boolean counted) {}

  /**
   * Of a script.
   *
   * @param writing whether it may write: with rows beside it, what it wrote must not count before
   *     the size of the answer is known
   */
  public Unit(Script script, Writing writing) {
    this(script, writing, false);
  }

  /** Of two statements: one that counts rows, and one that gives some of them. */
  public static Unit counting(Script script, Writing writing) {
    return new Unit(script, writing, true);
  }

  private Unit(Script script, Writing writing, boolean counted) {
    int last = script.steps().size() - 1;
    this.readsAtOnce = last == 0 && writing == Writing.NOTHING;
    this.plain = new Form(script, last, null, counted);
    this.writing =
        last == 0 && writing != Writing.WITH_ROWS
            ? plain // one statement is a transaction by itself
            : new Form(
                script.around(List.of(Script.BEGIN), List.of()), last + 1, Script.COMMIT, counted);
    this.reading =
        new Form(
            script.around(List.of(Script.BEGIN_READ_ONLY), List.of(Script.END)),
            last + 1,
            null,
            counted);
    this.nestedWriting =
        new Form(
            script.around(List.of(Script.SAVE), List.of()),
            last + 1,
            Script.RELEASE_SAVEPOINT,
            counted);
    this.nestedReading =
        new Form(
            script.around(List.of(Script.SAVE, Script.SET_READ_ONLY), List.of(Script.RELEASE)),
            last + 2,
            null,
            counted);
  }

  /** Whether it is one statement. */
  public boolean isOneStatement() {
    return plain.result() == 0;
  }

  /** The form that is a part of the open transaction, for better or worse. */
  public Form plain() {
    return plain;
  }

  /**
   * Whether it is one statement that only reads. Where transactions are READ ONLY by default it is
   * one by itself, and {@link #plain} costs Postgres a third of what {@code BEGIN READ ONLY} and
   * {@code COMMIT} around it would.
   */
  public boolean readsAtOnce() {
    return readsAtOnce;
  }

  /**
   * The form to run.
   *
   * @param nested whether a transaction is open, of which this shall be undone alone when it fails
   * @param readOnly whether nothing may be written
   */
  public Form form(boolean nested, boolean readOnly) {
    if (nested) {
      return readOnly ? nestedReading : nestedWriting;
    }
    return readOnly ? reading : writing;
  }
}
