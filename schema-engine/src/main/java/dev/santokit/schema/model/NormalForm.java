package dev.santokit.schema.model;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.santokit.project.release.CanonicalJson;
import dev.santokit.project.release.Sha256;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A schema as JSON that holds what it means and nothing else: not where it was written, and columns
 * as a map, since their order is no difference. Two schemas that mean the same have the same one.
 */
public final class NormalForm {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private NormalForm() {}

  /**
   * {@code {schemas: {app: {}}, enums: {app: {status: {…}}}, tables: {app: {users: {columns: {…},
   * …}}}}}.
   */
  public static ObjectNode of(DesiredSchema schema) {
    ObjectNode form = NODES.objectNode();
    ObjectNode schemas = form.putObject("schemas");
    for (Namespace namespace : schema.namespaces()) {
      comment(schemas.putObject(namespace.name()), namespace.comment());
    }
    ObjectNode enums = form.putObject("enums");
    for (EnumType type : schema.enums()) {
      ObjectNode node =
          enums.withObjectProperty(type.name().schema()).putObject(type.name().name());
      node.set("values", strings(type.values()));
      comment(node, type.comment());
    }
    ObjectNode tables = form.putObject("tables");
    for (Table table : schema.tables()) {
      tables.withObjectProperty(table.name().schema()).set(table.name().name(), table(table));
    }
    return form;
  }

  /** {@code 1:sha256:…} over the canonical text (RFC 8785) of the normal form. */
  public static String hash(ObjectNode form) {
    return "1:" + Sha256.of(CanonicalJson.bytes(form));
  }

  private static ObjectNode table(Table table) {
    ObjectNode node = NODES.objectNode();
    ObjectNode columns = node.putObject("columns");
    table.columns().forEach(c -> columns.set(c.name(), column(c)));
    PrimaryKey key = table.primaryKey();
    if (key != null) {
      ObjectNode primary = node.putObject("primaryKey");
      primary.set("columns", strings(key.columns()));
      include(primary, key.include());
      comment(primary, key.comment());
    }
    ObjectNode uniques = node.putObject("uniques");
    table.uniques().forEach(u -> uniques.set(u.name(), unique(u)));
    ObjectNode indexes = node.putObject("indexes");
    table.indexes().forEach(i -> indexes.set(i.name(), index(i)));
    ObjectNode foreignKeys = node.putObject("foreignKeys");
    table.foreignKeys().forEach(f -> foreignKeys.set(f.name(), foreignKey(f)));
    ObjectNode checks = node.putObject("checks");
    for (Check check : table.checks()) {
      comment(
          checks.putObject(check.name()).put("condition", check.condition().sql()),
          check.comment());
    }
    comment(node, table.comment());
    return node;
  }

  private static ObjectNode column(Column column) {
    ObjectNode node = NODES.objectNode().put("type", column.type().sql());
    if (column.nullable()) {
      node.put("null", true);
    }
    if (column.defaultValue() != null) {
      node.put("default", column.defaultValue().sql());
    }
    Identity identity = column.identity();
    if (identity != null) {
      ObjectNode numbers = node.putObject("identity");
      numbers.put("generated", identity.always() ? "ALWAYS" : "BY_DEFAULT");
      number(numbers, "start", identity.start());
      number(numbers, "increment", identity.increment());
    }
    comment(node, column.comment());
    return node;
  }

  /**
   * As text, since JSON's numbers end where a double is exact. One is what Postgres takes anyway.
   */
  private static void number(ObjectNode node, String key, @Nullable Long value) {
    if (value != null && value != 1) {
      node.put(key, Long.toString(value));
    }
  }

  private static ObjectNode unique(Unique unique) {
    ObjectNode node = NODES.objectNode();
    node.set("columns", strings(unique.columns()));
    include(node, unique.include());
    nullsDistinct(node, unique.nullsDistinct());
    comment(node, unique.comment());
    return node;
  }

  private static ObjectNode index(Index index) {
    ObjectNode node = NODES.objectNode();
    ArrayNode parts = node.putArray("on");
    index.parts().forEach(p -> parts.add(part(p)));
    node.put("type", index.method().name());
    if (index.unique()) {
      node.put("unique", true);
    }
    if (index.where() != null) {
      node.put("where", index.where().sql());
    }
    include(node, index.include());
    nullsDistinct(node, index.nullsDistinct());
    comment(node, index.comment());
    return node;
  }

  private static ObjectNode part(Index.Part part) {
    ObjectNode node = NODES.objectNode();
    switch (part.key()) {
      case Index.Key.OfColumn(String name) -> node.put("column", name);
      case Index.Key.OfExpression(Fragment fragment) -> node.put("expr", fragment.sql());
    }
    if (part.descending()) {
      node.put("desc", true);
    }
    Index.Nulls byItself = part.descending() ? Index.Nulls.FIRST : Index.Nulls.LAST;
    if (part.nulls() != null && part.nulls() != byItself) {
      node.put("nulls", part.nulls().name());
    }
    if (part.operators() != null) {
      node.put("ops", part.operators());
    }
    return node;
  }

  private static ObjectNode foreignKey(ForeignKey key) {
    ObjectNode node = NODES.objectNode();
    node.set("columns", strings(key.columns()));
    node.putObject("target").put("schema", key.target().schema()).put("table", key.target().name());
    node.set("targetColumns", strings(key.targetColumns()));
    node.put("onDelete", key.onDelete().name());
    node.put("onUpdate", key.onUpdate().name());
    node.put("deferral", key.deferral().name());
    return node;
  }

  private static void include(ObjectNode node, List<String> columns) {
    if (!columns.isEmpty()) {
      node.set("include", strings(columns));
    }
  }

  private static void nullsDistinct(ObjectNode node, boolean distinct) {
    if (!distinct) {
      node.put("nullsDistinct", false);
    }
  }

  private static void comment(ObjectNode node, @Nullable String comment) {
    if (comment != null) {
      node.put("comment", comment);
    }
  }

  private static ArrayNode strings(List<String> values) {
    ArrayNode array = NODES.arrayNode();
    values.forEach(array::add);
    return array;
  }
}
