package dev.santokit.server.crud;

import com.fasterxml.jackson.databind.JsonNode;
import dev.santokit.project.permissions.Operation;
import dev.santokit.server.call.Refusal;
import dev.santokit.server.catalogue.Column;
import dev.santokit.server.catalogue.Key;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What an insert does where a row is there already.
 *
 * @param key columns of a unique key
 * @param updates whether the row that is there is changed; else it is left alone
 */
record Conflict(List<Column> key, boolean updates) {

  private static final Set<String> KEYS = Set.of("columns", "action");

  /**
   * Reads {@code onConflict}. That a row is there is something that the caller learns of it, so its
   * key must be one that he may see in each row, be the primary key, or begin with himself.
   *
   * @param node null when the request has none
   * @param columns remembers what is denied
   * @throws Refusal VALIDATION_ERROR when it is something else
   */
  static @Nullable Conflict read(
      @Nullable JsonNode node, CallerRights rights, Ownership ownership, Columns columns) {
    if (node == null) {
      return null;
    }
    Params params = Params.of(node, "onConflict.", KEYS);
    JsonNode names = params.get("columns");
    if (names == null || !names.isArray() || names.isEmpty()) {
      throw Params.invalid("onConflict.columns must name columns");
    }
    var found = new TreeMap<Integer, Column>();
    for (JsonNode name : names) {
      if (!name.isTextual()) {
        throw Params.invalid("onConflict.columns must name columns");
      }
      Column column = columns.find(rights, name.textValue(), Operation.SELECT);
      columns.find(rights, name.textValue(), Operation.INSERT);
      columns.find(rights, name.textValue(), Operation.UPDATE);
      found.put(column.position(), column);
    }
    List<Column> key = List.copyOf(found.values());
    boolean isCallers = ownership.setsCaller() && key.stream().anyMatch(ownership::binds);
    if (!isCallers && !isPrimary(key, rights)) {
      key.stream().filter(column -> !isSeen(column, rights)).forEach(columns::deny);
    }
    return new Conflict(key, updates(params.get("action")));
  }

  private static boolean updates(@Nullable JsonNode action) {
    String word = action == null ? "" : action.asText();
    return switch (word) {
      case "update" -> true;
      case "nothing" -> false;
      default -> throw Params.invalid("onConflict.action must be \"nothing\" or \"update\"");
    };
  }

  private static boolean isSeen(Column column, CallerRights rights) {
    return rights.rows(Operation.SELECT) == Reach.ALL_ROWS
        && rights.column(Operation.SELECT, column) == Reach.ALL_ROWS;
  }

  private static boolean isPrimary(List<Column> columns, CallerRights rights) {
    Key primary = rights.table().primaryKey();
    return primary != null && primary.columns().size() == columns.size() && is(primary, columns);
  }

  private static boolean is(Key key, List<Column> columns) {
    return Set.copyOf(key.columns())
        .equals(columns.stream().map(Column::name).collect(Collectors.toUnmodifiableSet()));
  }

  /**
   * Nothing when Postgres can tell by the columns whether a row is there.
   *
   * @throws Refusal VALIDATION_ERROR when they are no unique key
   */
  void check(CallerRights rights) {
    if (rights.table().keys().stream().noneMatch(one -> is(one, key))) {
      throw Params.invalid(
          "onConflict.columns are no unique key of "
              + rights.table().name()
              + ": "
              + key.stream().map(Column::name).collect(Collectors.joining(", ")));
    }
  }
}
