package dev.santokit.server.crud;

import com.fasterxml.jackson.databind.JsonNode;
import dev.santokit.project.permissions.Operation;
import dev.santokit.server.call.Refusal;
import dev.santokit.server.catalogue.Column;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** In which order a client wants rows: columns that he may see, each upwards or downwards. */
record Order(SequencedMap<Column, Boolean> descending) {

  /**
   * Reads {@code {col: "asc"}} or {@code [["col", "desc"], …]}.
   *
   * @param order null when the request has none
   * @throws Refusal VALIDATION_ERROR when it is something else
   */
  static Order read(@Nullable JsonNode order, CallerRights rights, Columns columns) {
    SequencedMap<Column, Boolean> descending = new LinkedHashMap<>();
    if (order == null) {
      return new Order(descending);
    }
    if (order.isObject()) {
      for (Map.Entry<String, JsonNode> entry : order.properties()) {
        descending.putIfAbsent(
            ordered(columns.find(rights, entry.getKey(), Operation.SELECT)),
            isDown(entry.getValue()));
      }
    } else if (order.isArray()) {
      for (JsonNode pair : order) {
        if (!pair.isArray() || pair.size() != 2 || !pair.get(0).isTextual()) {
          throw Params.invalid("orderBy must be a list of [column, \"asc\" or \"desc\"]");
        }
        descending.putIfAbsent(
            ordered(columns.find(rights, pair.get(0).textValue(), Operation.SELECT)),
            isDown(pair.get(1)));
      }
    } else {
      throw Params.invalid("orderBy must be an object or a list");
    }
    return new Order(descending);
  }

  private static Column ordered(Column column) {
    if (!Comparison.isOrdered(column)) {
      throw Params.invalid(
          column.name() + " is of type " + column.type().name() + ", which has no order");
    }
    return column;
  }

  private static boolean isDown(JsonNode direction) {
    String word = direction.textValue(); // null when it is no text
    if ("asc".equals(word)) {
      return false;
    }
    if ("desc".equals(word)) {
      return true;
    }
    throw Params.invalid("orderBy takes \"asc\" or \"desc\"");
  }

  /** Adds the clause, when there is an order at all. */
  void render(Source source, Sql sql) {
    String before = " ORDER BY ";
    for (Map.Entry<Column, Boolean> entry : descending.entrySet()) {
      sql.add(before);
      source.seen(entry.getKey(), sql);
      sql.add(entry.getValue() ? " DESC" : "");
      before = ", ";
    }
  }
}
