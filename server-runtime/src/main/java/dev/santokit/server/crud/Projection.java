package dev.santokit.server.crud;

import com.fasterxml.jackson.databind.JsonNode;
import dev.santokit.project.permissions.Operation;
import dev.santokit.server.call.Refusal;
import dev.santokit.server.catalogue.Column;
import dev.santokit.server.postgres.RowLayout;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;

/**
 * Which columns of a table's rows go to a client, each in the rows in which he may see it.
 *
 * @param columns each one that the caller may see in some row
 */
public record Projection(CallerRights rights, List<Column> columns) {

  /** Copies the list. */
  public Projection {
    columns = List.copyOf(columns);
  }

  /** What is given where nothing is asked for: no column whose reads are written down. */
  static Projection byDefault(CallerRights rights) {
    return new Projection(rights, rights.selectedByDefault());
  }

  /**
   * Reads {@code select}.
   *
   * @param select null when the request has none
   * @throws Refusal VALIDATION_ERROR when it is no list of columns
   */
  static Projection read(@Nullable JsonNode select, CallerRights rights, Columns columns) {
    if (select == null) {
      return byDefault(rights);
    }
    if (!select.isArray() || select.isEmpty()) {
      throw Params.invalid("select must be a list of columns");
    }
    SequencedSet<Column> selected = new LinkedHashSet<>();
    for (JsonNode name : select) {
      if (!name.isTextual()) {
        throw Params.invalid("select must be a list of columns");
      }
      selected.add(columns.find(rights, name.textValue(), Operation.SELECT));
    }
    return new Projection(rights, List.copyOf(selected));
  }

  /** Whether there are columns that some rows show and others do not. */
  boolean hasOwn() {
    return columns.stream().anyMatch(this::isOwn);
  }

  private boolean isOwn(Column column) {
    return rights.column(Operation.SELECT, column) == Reach.OWN_ROWS;
  }

  /** Adds the columns of the result, after SELECT or RETURNING. */
  void render(Source source, Sql sql) {
    String before = "";
    if (hasOwn()) {
      source.owned(sql);
      before = ", ";
    }
    for (Column column : columns) {
      sql.add(before);
      source.seen(column, sql);
      before = ", ";
    }
  }

  /** How the rows are written; null where the columns of the result say it. */
  @Nullable RowLayout layout() {
    return hasOwn() ? new RowLayout(items()) : null;
  }

  /** How what {@link #render} adds is written, column by column. */
  List<RowLayout.Item> items() {
    List<RowLayout.Item> items = new ArrayList<>();
    if (hasOwn()) {
      items.add(new RowLayout.Own());
    }
    columns.forEach(
        column -> items.add(new RowLayout.Value(column.name(), column.type(), isOwn(column))));
    return items;
  }
}
