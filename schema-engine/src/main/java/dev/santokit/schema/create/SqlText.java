package dev.santokit.schema.create;

import dev.santokit.project.problem.Range;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A statement while it is written, with the places its parts come from. */
public final class SqlText {

  private final StringBuilder sql = new StringBuilder();
  private final List<Statement.Place> places = new ArrayList<>();

  /** Adds text of our own. */
  public SqlText add(String text) {
    sql.append(text);
    return this;
  }

  /** Adds what {@code part} writes, which comes from {@code origin}. */
  public SqlText from(Range origin, Consumer<SqlText> part) {
    int from = sql.length();
    part.accept(this);
    places.add(new Statement.Place(from, sql.length(), origin));
    return this;
  }

  /** Adds each item with {@code separator} between them. */
  public <T> SqlText join(List<T> items, String separator, Consumer<T> part) {
    for (int i = 0; i < items.size(); i++) {
      if (i > 0) {
        sql.append(separator);
      }
      part.accept(items.get(i));
    }
    return this;
  }

  /** The whole, which {@code origin} wants; null: nothing that stands in a file. */
  public Statement statement(@Nullable Range origin) {
    return new Statement(sql.toString(), origin, places);
  }
}
