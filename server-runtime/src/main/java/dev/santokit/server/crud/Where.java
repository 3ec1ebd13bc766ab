package dev.santokit.server.crud;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.santokit.project.permissions.Operation;
import dev.santokit.project.problem.Nearest;
import dev.santokit.server.call.Refusal;
import dev.santokit.server.catalogue.Column;
import dev.santokit.server.postgres.ParameterText;
import dev.santokit.server.postgres.PgType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which rows a client asks for: a tree of conditions on columns that he may see. */
public sealed interface Where {

  /** All of these; nothing is asked when there are none. */
  record And(List<Where> parts) implements Where {}

  /** At least one of these. */
  record Or(List<Where> parts) implements Where {}

  /** Not this. */
  record Not(Where part) implements Where {}

  /**
   * A column and a value.
   *
   * @param value in the text form of its type; null where the comparison takes none
   * @param type the oid of the value's type
   * @param restricts whether there are rows that it leaves out: not so for an empty notIn
   */
  record Compare(
      Column column, Comparison comparison, @Nullable String value, int type, boolean restricts)
      implements Where {}

  /** A column is NULL, or is not. */
  record IsNull(Column column, boolean isNull) implements Where {}

  /** Whether it leaves out no row, however it is written. */
  default boolean isEmpty() {
    return switch (this) {
      case And(var parts) -> parts.stream().allMatch(Where::isEmpty);
      case Or(var parts) -> parts.stream().anyMatch(Where::isEmpty);
      case Not _, IsNull _ -> false;
      case Compare compare -> !compare.restricts();
    };
  }

  /** Adds the condition; columns count as the caller sees them. */
  default void render(Source source, Sql sql) {
    switch (this) {
      case And(var parts) -> join(parts, " AND ", source, sql);
      case Or(var parts) -> join(parts, " OR ", source, sql);
      case Not(var part) -> {
        sql.add("NOT (");
        part.render(source, sql);
        sql.add(")");
      }
      case IsNull(var column, var isNull) -> {
        sql.add("(");
        source.seen(column, sql);
        sql.add(isNull ? ") IS NULL" : ") IS NOT NULL");
      }
      case Compare(var column, var comparison, var value, var type, _) -> {
        boolean bare = source.rights().column(Operation.SELECT, column) == Reach.ALL_ROWS;
        sql.add(bare ? "" : "(");
        source.seen(column, sql);
        sql.add(bare ? "" : ")").add(comparison.sql()).bind(value, type);
        sql.add(comparison == Comparison.IN || comparison == Comparison.NOT_IN ? ")" : "");
      }
    }
  }

  private static void join(List<Where> parts, String between, Source source, Sql sql) {
    if (parts.isEmpty()) {
      sql.add("true");
      return;
    }
    sql.add("(");
    boolean first = true;
    for (Where part : parts) {
      sql.add(first ? "" : between);
      first = false;
      part.render(source, sql);
    }
    sql.add(")");
  }

  /** Reads the conditions of one request, its includes' too: they share the bounds. */
  final class Reader {

    private static final int MOST_NODES = 100;
    private static final int DEEPEST = 8;
    private static final int LONGEST_LIST = 1000;
    private static final Set<String> WORDS = Set.of("and", "or", "not");

    private int nodes;

    /**
     * Reads.
     *
     * @param where null when the request has none
     * @throws Refusal VALIDATION_ERROR when it is no condition, or too large
     */
    Where read(@Nullable JsonNode where, CallerRights rights, Columns columns) {
      return where == null ? new And(List.of()) : object(where, rights, columns, 1);
    }

    private Where object(JsonNode where, CallerRights rights, Columns columns, int depth) {
      if (!where.isObject()) {
        throw Params.invalid("where must be an object");
      }
      if (depth > DEEPEST) {
        throw Params.invalid("where is nested more than " + DEEPEST + " deep");
      }
      List<Where> parts = new ArrayList<>(where.size());
      for (Map.Entry<String, JsonNode> entry : where.properties()) {
        String key = entry.getKey();
        JsonNode value = entry.getValue();
        if (!WORDS.contains(key)) {
          column(columns.find(rights, key, Operation.SELECT), value, parts);
        } else {
          node();
          parts.add(
              switch (key) {
                case "and" -> new And(list(key, value, rights, columns, depth));
                case "or" -> new Or(list(key, value, rights, columns, depth));
                default -> new Not(part(key, value, rights, columns, depth));
              });
        }
      }
      return parts.size() == 1 ? parts.getFirst() : new And(List.copyOf(parts));
    }

    private void node() {
      nodes++;
      if (nodes > MOST_NODES) {
        throw Params.invalid("where has more than " + MOST_NODES + " conditions");
      }
    }

    private List<Where> list(
        String key, JsonNode value, CallerRights rights, Columns columns, int depth) {
      if (!value.isArray() || value.isEmpty()) {
        throw Params.invalid(key + " must be a list of conditions");
      }
      List<Where> parts = new ArrayList<>(value.size());
      for (JsonNode part : value) {
        parts.add(part(key, part, rights, columns, depth));
      }
      return List.copyOf(parts);
    }

    private Where part(
        String key, JsonNode value, CallerRights rights, Columns columns, int depth) {
      if (value.isObject() && value.isEmpty()) {
        throw Params.invalid(key + " has an empty condition");
      }
      return object(value, rights, columns, depth + 1);
    }

    private void column(Column column, JsonNode value, List<Where> parts) {
      if (value.isObject()) {
        if (value.isEmpty()) {
          throw Params.invalid("where." + column.name() + " says nothing");
        }
        for (Map.Entry<String, JsonNode> entry : value.properties()) {
          Comparison comparison = Comparison.BY_WORD.get(entry.getKey());
          if (comparison == null) {
            throw Params.invalid(
                "Unknown operator: "
                    + Params.shown(entry.getKey())
                    + "; "
                    + Nearest.hint(entry.getKey(), Comparison.BY_WORD.keySet()));
          }
          parts.add(compare(column, comparison, entry.getValue()));
        }
      } else {
        boolean list = value.isArray() && !column.type().isArray();
        parts.add(compare(column, list ? Comparison.IN : Comparison.EQ, value));
      }
    }

    private Where compare(Column column, Comparison comparison, JsonNode value) {
      node();
      boolean equality = comparison == Comparison.EQ || comparison == Comparison.NE;
      if (equality && value.isNull()) {
        return new IsNull(column, comparison == Comparison.EQ);
      }
      String refused = comparison.refuses(column);
      if (refused != null) {
        throw Params.invalid(refused);
      }
      return switch (comparison) {
        case IS_NULL -> new IsNull(column, flag(column, value));
        case IN, NOT_IN -> among(column, comparison, value);
        case LIKE, ILIKE -> {
          if (!value.isTextual()) {
            throw Params.invalid(comparison.word() + " takes a text");
          }
          yield new Compare(
              column, comparison, ParameterText.PLAIN.of(value, column.name()), PgType.TEXT, true);
        }
        case EQ, NE, GT, GTE, LT, LTE, CONTAINS, OVERLAPS -> {
          if (value.isNull()) {
            throw Params.invalid(comparison.word() + " takes a value, not null");
          }
          yield new Compare(
              column, comparison, Values.text(column, value), column.type().oid(), true);
        }
      };
    }

    private static boolean flag(Column column, JsonNode value) {
      if (!value.isBoolean()) {
        throw Params.invalid("isNull of " + column.name() + " must be true or false");
      }
      return value.booleanValue();
    }

    private static Where among(Column column, Comparison comparison, JsonNode list) {
      if (!list.isArray()) {
        throw Params.invalid(comparison.word() + " of " + column.name() + " must be a list");
      }
      if (list.size() > LONGEST_LIST) {
        throw Params.invalid(
            comparison.word() + " of " + column.name() + " has more than 1,000 values");
      }
      boolean ofJson = column.type().isJson();
      ArrayNode items = JsonNodeFactory.instance.arrayNode(list.size());
      for (JsonNode item : list) {
        if (item.isNull()) {
          throw Params.invalid("null does not belong into a list: ask for isNull beside it");
        }
        if (ofJson) {
          items.add(item);
        } else {
          items.add(Values.text(column, item));
        }
      }
      ParameterText form = ofJson ? ParameterText.ARRAY_OF_JSON : ParameterText.ARRAY;
      return new Compare(
          column,
          comparison,
          form.of(items, column.name()),
          column.arrayOid(),
          comparison == Comparison.IN || !list.isEmpty());
    }
  }
}
