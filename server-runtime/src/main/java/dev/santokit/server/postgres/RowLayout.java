package dev.santokit.server.postgres;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a row becomes an object where its columns alone do not say it: with values that only some
 * rows show, or with rows of other tables in it. One item for each column of the row, in order.
 */
public record RowLayout(List<Item> items) {

  /** Copies the list. */
  public RowLayout {
    items = List.copyOf(items);
  }

  /** What a column of the row is for. */
  public sealed interface Item {}

  /** A bool that says whether this row shows what stands after it and is {@code own}. */
  public record Own() implements Item {}

  /**
   * A value under a name.
   *
   * @param own whether it is absent where {@link Own} is not true
   */
  public record Value(String name, PgType type, boolean own) implements Item {}

  /** Under a name, one row as the text of a {@code text[]}, or null. */
  public record One(String name, RowLayout row) implements Item {}

  /** Under a name, a list of rows as the text of a {@code text[][]}. */
  public record Many(String name, RowLayout rows) implements Item {}

  /** What tells this row from others, as text: it is not written, but told. */
  public record Key(int place) implements Item {}

  /** Told which rows were written. */
  public interface Keys {
    /** Of an answer whose rows nobody needs to know. */
    Keys UNTOLD = (place, key) -> {};

    /**
     * A row.
     *
     * @param place that of {@link Key}
     * @param key null when the row has none
     */
    void written(int place, @Nullable String key);
  }
}
