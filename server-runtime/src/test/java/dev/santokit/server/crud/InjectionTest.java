package dev.santokit.server.crud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.santokit.project.permissions.Permissions;
import dev.santokit.project.problem.Problems;
import dev.santokit.project.yaml.StrictYaml;
import dev.santokit.server.call.Caller;
import dev.santokit.server.call.Refusal;
import dev.santokit.server.catalogue.Catalogue;
import dev.santokit.server.catalogue.Column;
import dev.santokit.server.catalogue.ForeignKey;
import dev.santokit.server.catalogue.Key;
import dev.santokit.server.catalogue.Table;
import dev.santokit.server.catalogue.TableName;
import dev.santokit.server.postgres.PgType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever text stands where a select takes one, the statement is the one of a harmless text, or
 * there is none. Pitfalls 17, 18, 19.
 */
class InjectionTest {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final TableName POSTS = new TableName("public", "posts");
  private static final TableName USERS = new TableName("public", "users");
  private static final OpenTables TABLES = tables();
  private static final Caller CALLER = new Caller.User("u'1\"; --", null, List.of());

  private static OpenTables tables() {
    var text = new PgType(PgType.TEXT, "text", 'S', 0);
    var array = new PgType(PgType.TEXT_ARRAY, "_text", 'A', PgType.TEXT);
    var jsonb = new PgType(PgType.JSONB, "jsonb", 'U', 0);
    var author = new ForeignKey("posts_author", POSTS, List.of("author_id"), USERS, List.of("id"));
    var posts =
        table(
            POSTS,
            List.of(author),
            List.of(),
            column("id", 0, text, null),
            column("author_id", 1, text, null),
            column("tags", 2, array, text),
            column("meta", 3, jsonb, null),
            column("s_note", 4, text, null));
    var users =
        table(
            USERS,
            List.of(),
            List.of(author),
            column("id", 0, text, null),
            column("name", 1, text, null));
    var permissions =
        Permissions.parse(
            Objects.requireNonNull(
                StrictYaml.read(
                    "p.yaml",
                    "{ownerColumn: {_default: author_id}, tables: {_default: {select: [public]}}}",
                    new Problems())),
            null,
            new Problems());
    return new OpenTables(
        "main",
        Objects.requireNonNull(permissions),
        new Catalogue(Map.of(POSTS, posts, USERS, users)),
        1000,
        () -> {});
  }

  private static Column column(String name, int position, PgType type, @Nullable PgType element) {
    return new Column(name, position, type, element, 1000 + type.oid(), false, false, false);
  }

  private static Table table(
      TableName name, List<ForeignKey> from, List<ForeignKey> to, Column... columns) {
    var byName = new LinkedHashMap<String, Column>();
    for (Column column : columns) {
      byName.put(column.name(), column);
    }
    var key = new Key(name.name() + "_pkey", List.of("id"));
    return new Table(name, false, byName, key, List.of(key), from, to);
  }

  static Stream<String> hostile() {
    return Stream.of(
        "'",
        "''",
        "\"",
        "\"\"",
        "\\",
        "\\'",
        "`",
        ";",
        "--",
        "/*",
        "*/",
        "$1",
        "$$",
        "$x$",
        ":x",
        "?",
        "%",
        "_",
        "(",
        ")",
        "1=1",
        "0x31",
        "\n",
        "\r\n",
        "\t",
        "\u00a0",
        "\u2019",
        "\uff07",
        "\u0085",
        "' OR '1'='1",
        "\" OR \"1\"=\"1",
        "1 OR 1=1",
        "1=1 OR id",
        "id = id OR id",
        "x'; DROP TABLE posts; --",
        "x\"; DROP TABLE posts; --",
        "1; SELECT pg_sleep(10)",
        "(SELECT s_note FROM posts LIMIT 1)",
        "(SELECT 1) AS name",
        "id, s_note",
        "*",
        "posts.*",
        "t0.s_note",
        "t0.\"s_note\"",
        "id\" , \"s_note",
        "id::text",
        "id COLLATE \"C\"",
        "current_user",
        "version()",
        "id) FROM posts --",
        "posts t0 WHERE true --",
        "asc; DROP TABLE posts",
        "asc NULLS FIRST, s_note",
        "asc, (SELECT 1)",
        "E'\\x27'",
        "U&'\\0027'",
        "U&\"d\\0061t\\+000061\"",
        "{}",
        "{\"a\"}",
        "{NULL}",
        "{a,b}",
        "[1,2]",
        "null",
        "NULL",
        "true",
        "pg_catalog.pg_class",
        "information_schema.tables",
        "santokit.audit_log",
        "../posts",
        "posts/../users",
        "pg_temp.posts",
        "ID",
        "Id",
        "id ",
        " id",
        "COPY posts TO PROGRAM 'id'",
        "\\copy posts",
        "'||(SELECT s_note FROM posts)||'",
        "%27",
        "&#39;",
        "' UNION SELECT s_note FROM posts --",
        "' AND 1=(SELECT COUNT(*) FROM posts) --",
        "'; COMMIT; DELETE FROM posts; --",
        "x' = ANY (ARRAY['x",
        "\uD83D\uDE00'",
        "constructor",
        "__proto__");
  }

  /** All text that goes to Postgres for a select of posts. */
  static String text(ObjectNode params) {
    CallerRights rights = Objects.requireNonNull(TABLES.find(POSTS)).of(CALLER);
    Params request = SelectionReader.params(params);
    Selection selection = new SelectionReader(TABLES, CALLER, true).read(request, rights);
    Sql rows = new Sql(CALLER);
    String shape = SelectStatement.rows(selection, rows);
    Sql total = new Sql(CALLER);
    SelectStatement.total(selection, total);
    return shape + "\n" + total.text();
  }

  private static ObjectNode where(String column, JsonNode condition) {
    var params = JSON.objectNode();
    params.putObject("where").set(column, condition);
    return params;
  }

  private static ObjectNode operator(String column, String word, JsonNode value) {
    return where(column, JSON.objectNode().set(word, value));
  }

  private static ObjectNode included(String name, JsonNode options) {
    var params = JSON.objectNode();
    params.putObject("include").set(name, options);
    return params;
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void pitfall_18_a_value_never_changes_the_statement(String hostile) {
    List<Function<JsonNode, ObjectNode>> places =
        List.of(
            value -> where("id", value),
            value -> where("s_note", value),
            value -> where("id", JSON.arrayNode().add(value)),
            value -> where("tags", JSON.arrayNode().add(value)),
            value -> where("id", JSON.objectNode().set("ne", value)),
            value -> operator("id", "gt", value),
            value -> operator("id", "lte", value),
            value -> operator("id", "in", JSON.arrayNode().add("a").add(value)),
            value -> operator("id", "notIn", JSON.arrayNode().add(value)),
            value -> operator("id", "like", value),
            value -> operator("s_note", "ilike", value),
            value -> operator("tags", "contains", JSON.arrayNode().add(value)),
            value -> operator("tags", "overlaps", JSON.arrayNode().add(value)),
            value -> operator("meta", "contains", JSON.objectNode().set(value.textValue(), value)),
            value -> operator("meta", "eq", value),
            value ->
                JSON.objectNode()
                    .set(
                        "where",
                        JSON.objectNode()
                            .set("or", JSON.arrayNode().add(JSON.objectNode().set("id", value)))),
            value ->
                JSON.objectNode()
                    .set("where", JSON.objectNode().set("not", JSON.objectNode().set("id", value))),
            value -> included("author", where("name", value)));
    for (Function<JsonNode, ObjectNode> place : places) {
      assertThat(text(place.apply(JSON.textNode(hostile))))
          .isEqualTo(text(place.apply(JSON.textNode("harmless"))));
    }
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void pitfall_17_a_name_that_is_none_makes_no_statement(String hostile) {
    List<ObjectNode> requests =
        List.of(
            JSON.objectNode().set("select", JSON.arrayNode().add("id").add(hostile)),
            where(hostile, JSON.textNode("x")),
            where("id", JSON.objectNode().put(hostile, "x")),
            JSON.objectNode().set("orderBy", JSON.objectNode().put(hostile, "asc")),
            JSON.objectNode().set("orderBy", JSON.objectNode().put("id", hostile)),
            JSON.objectNode()
                .set("orderBy", JSON.arrayNode().add(JSON.arrayNode().add(hostile).add("asc"))),
            JSON.objectNode()
                .set("orderBy", JSON.arrayNode().add(JSON.arrayNode().add("id").add(hostile))),
            JSON.objectNode().put("limit", hostile),
            JSON.objectNode().put("offset", hostile),
            JSON.objectNode().put(hostile, 1),
            JSON.objectNode().put("where", hostile),
            JSON.objectNode().put("select", hostile),
            JSON.objectNode().put("orderBy", hostile),
            JSON.objectNode().put("include", hostile),
            included(hostile, JSON.objectNode()),
            included("author", JSON.objectNode().set("select", JSON.arrayNode().add(hostile))),
            included("author", JSON.textNode(hostile)));
    for (ObjectNode request : requests) {
      assertThatThrownBy(() -> text(request)).as(request.toString()).isInstanceOf(Refusal.class);
    }
    assertThat(TABLES.find(hostile)).isNull();
  }
}
