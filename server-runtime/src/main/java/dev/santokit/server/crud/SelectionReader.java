package dev.santokit.server.crud;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.santokit.server.call.Caller;
import dev.santokit.server.call.Refusal;
import dev.santokit.server.catalogue.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads the parameters of one select. */
final class SelectionReader {

  private static final long DEFAULT_LIMIT = 100;
  private static final int MOST_INCLUDES = 10;
  private static final int DEEPEST = 4;

  private static final Set<String> OF_CALL =
      Set.of("where", "select", "orderBy", "limit", "offset", "count", "include");
  private static final Set<String> OF_MANY =
      Set.of("where", "select", "orderBy", "limit", "offset", "include");
  private static final Set<String> OF_ONE = Set.of("where", "select", "include");

  private final OpenTables tables;
  private final Caller caller;
  private final boolean mayLook;
  private final Columns columns = new Columns();
  private final Where.Reader conditions = new Where.Reader();
  private int includes;

  /**
   * For one call.
   *
   * @param mayLook whether the caller may learn that a table does not exist
   */
  SelectionReader(OpenTables tables, Caller caller, boolean mayLook) {
    this.tables = tables;
    this.caller = caller;
    this.mayLook = mayLook;
  }

  /** The parameters of a call. */
  static Params params(@Nullable JsonNode params) {
    return Params.of(params, "", OF_CALL);
  }

  /**
   * Reads.
   *
   * @throws Refusal VALIDATION_ERROR, AUTHORIZATION_ERROR
   */
  Selection read(Params params, CallerRights rights) {
    Selection selection = read(params, rights, columns, 1);
    columns.check();
    return selection;
  }

  private Selection read(Params params, CallerRights rights, Columns used, int depth) {
    Projection projection = Projection.read(params.get("select"), rights, used);
    if (projection.columns().isEmpty()) {
      throw Denied.columns(
          new TreeSet<>(rights.table().columns().values().stream().map(Column::name).toList()));
    }
    Where where = conditions.read(params.get("where"), rights, used);
    Order order = Order.read(params.get("orderBy"), rights, used);
    long most = tables.maxRows();
    long limit = params.number("limit", Math.min(DEFAULT_LIMIT, most), most);
    long offset = params.number("offset", 0, Long.MAX_VALUE);
    List<Selection.Included> included = included(params, rights, used, depth);
    return new Selection(rights, projection, included, where, order, used.audited(), limit, offset);
  }

  private List<Selection.Included> included(
      Params params, CallerRights rights, Columns used, int depth) {
    JsonNode include = params.get("include");
    List<Selection.Included> included = new ArrayList<>();
    if (include == null) {
      return included;
    }
    if (!include.isObject()) {
      throw Params.invalid(params.where() + "include must be an object");
    }
    if (depth >= DEEPEST) {
      throw Params.invalid("include is nested more than " + (DEEPEST - 1) + " deep");
    }
    for (Map.Entry<String, JsonNode> entry : include.properties()) {
      includes++;
      if (includes > MOST_INCLUDES) {
        throw Params.invalid("a select includes at most " + MOST_INCLUDES + " relations");
      }
      String name = entry.getKey();
      Relation relation = Relation.find(tables, rights, caller, name, mayLook, used);
      if (rights.table().column(name) != null) {
        throw Params.invalid("include." + name + " has the name of a column: use that of its key");
      }
      Params own =
          Params.of(
              entry.getValue().equals(JsonNodeFactory.instance.booleanNode(true))
                  ? null
                  : entry.getValue(),
              params.where() + "include." + Params.shown(name) + ".",
              relation.many() ? OF_MANY : OF_ONE);
      included.add(
          new Selection.Included(
              relation, read(own, relation.other(), used.ofAnotherTable(), depth + 1)));
    }
    return included;
  }
}
