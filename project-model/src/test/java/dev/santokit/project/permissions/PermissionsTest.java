package dev.santokit.project.permissions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.santokit.project.file.ProjectFolder;
import dev.santokit.project.permissions.Permissions.TableRules;
import dev.santokit.project.problem.Problem;
import dev.santokit.project.problem.Problems;
import dev.santokit.project.yaml.StrictYaml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PermissionsTest {

  private static final String POSTS =
      """
      ownerColumn: {_default: user_id, users: id, main.app.posts: author_id}
      adminRole: boss
      prefixes: {c_: off, _: on}
      tables:
        _default: {select: [authenticated], insert: [authenticated], update: [owner, admin], delete: [admin]}
        main.app.posts:
          select: [public]
          update: [owner, "an editor"]
          delete: []
          columns: {draft: {select: [owner, admin], update: []}}
      """;

  private static final Set<String> DATABASES = Set.of("main", "logs");

  @TempDir Path project;

  private final Problems problems = new Problems();

  @Test
  void rules_are_read_as_they_are_written() {
    var tables = new TreeMap<String, TableRules>();
    tables.put(
        "_default",
        new TableRules(
            rules(
                Map.of(
                    Operation.SELECT, Set.of("authenticated"),
                    Operation.INSERT, Set.of("authenticated"),
                    Operation.UPDATE, Set.of("owner", "admin"),
                    Operation.DELETE, Set.of("admin"))),
            new TreeMap<>()));
    tables.put(
        "main.app.posts",
        new TableRules(
            rules(
                Map.of(
                    Operation.SELECT, Set.of("public"),
                    Operation.UPDATE, Set.of("owner", "an editor"),
                    Operation.DELETE, Set.of())),
            new TreeMap<>(
                Map.of(
                    "draft",
                    rules(
                        Map.of(
                            Operation.SELECT, Set.of("owner", "admin"),
                            Operation.UPDATE, Set.of()))))));
    assertThat(parse(POSTS))
        .isEqualTo(
            new Permissions(
                tables,
                new TreeMap<>(
                    Map.of("_default", "user_id", "users", "id", "main.app.posts", "author_id")),
                "boss",
                Set.of(Prefix.SENSITIVE, Prefix.PRIVATE, Prefix.READ_ONLY)));
    assertThat(problems.sorted()).isEmpty();
  }

  @Test
  void the_normalised_form_says_every_operation_of_a_table_and_nothing_twice() {
    assertThat(parse(POSTS).toJson())
        .hasToString(
            """
            {"adminRole":"boss",\
            "ownerColumn":{"_default":"user_id","main.app.posts":"author_id","users":"id"},\
            "prefixes":{"s_":"on","c_":"off","p_":"on","_":"on"},\
            "tables":{"_default":{"select":["authenticated"],"insert":["authenticated"],\
            "update":["admin","owner"],"delete":["admin"],"columns":{}},\
            "main.app.posts":{"select":["public"],"insert":[],"update":["an editor","owner"],"delete":[],\
            "columns":{"draft":{"select":["admin","owner"],"update":[]}}}}}\
            """);
  }

  @Test
  void the_order_of_a_file_and_what_it_leaves_to_defaults_change_nothing() {
    Permissions short_ = parse("tables: {b: {}, a: {select: [y, x]}}");
    Permissions long_ =
        parse(
            """
            prefixes: {_: on, p_: on, c_: on, s_: on}
            adminRole: admin
            tables:
              a: {delete: [], update: [], insert: [], select: [x, y], columns: {}}
              b: {select: [], insert: [], update: [], delete: []}
            ownerColumn: {}
            """);
    assertThat(long_.toJson()).isEqualTo(short_.toJson());
    assertThat(long_.toJson()).hasToString(short_.toJson().toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {POSTS, "{}", "tables: {a: {}}"})
  void what_was_written_is_read_back(String yaml) {
    JsonNode json = parse(yaml).toJson();
    assertThat(Permissions.fromJson(json).toJson()).isEqualTo(json);
    assertThat(Permissions.fromJson(json).toJson()).hasToString(json.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "null", "{\"table\":{}}", "{\"tables\":{\"a\":{\"select\":[1]}}}"})
  void json_that_was_not_written_so_is_refused(String json) throws IOException {
    JsonNode node = new JsonMapper().readTree(json);
    assertThatThrownBy(() -> Permissions.fromJson(node))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          []                                         | 1:1: permissions must be a mapping, not a list [WRONG_TYPE]
          table: {}                                  | 1:1: unknown key "table" in permissions [UNKNOWN_KEY]
          tables: [posts]                            | 1:9: tables must be a mapping, not a list [WRONG_TYPE]
          tables: {posts: [select]}                  | 1:17: table posts must be a mapping, not a list [WRONG_TYPE]
          tables: {posts: {selct: [public]}}         | 1:18: unknown key "selct" in table posts [UNKNOWN_KEY]
          tables: {posts: {select: public}}          | 1:26: select must be a list, not the string "public" [WRONG_TYPE]
          tables: {posts: {select: [1]}}             | 1:27: select takes roles, not the number 1 [WRONG_TYPE]
          tables: {posts: {select: [true]}}          | 1:27: select takes roles, not the boolean true [WRONG_TYPE]
          tables: {posts: {select: [""]}}            | 1:27: this is no name of a role [INVALID_VALUE]
          tables: {posts: {select: [" a"]}}          | 1:27: this is no name of a role [INVALID_VALUE]
          tables: {posts: {select: [a, b, a]}}       | 1:33: "a" stands here twice [INVALID_VALUE]
          tables: {posts: {columns: {a: {delete: []}}}} | 1:32: unknown key "delete" in column a [UNKNOWN_KEY]
          tables: {posts: {columns: {"": {}}}}       | 1:28: "" names no column [INVALID_VALUE]
          tables: {a.b.c.d: {}}                      | 1:10: "a.b.c.d" names no table [PERMISSION_TABLE]
          tables: {a..b: {}}                         | 1:10: "a..b" names no table [PERMISSION_TABLE]
          tables: {"": {}}                           | 1:10: "" names no table [PERMISSION_TABLE]
          tables: {main._default: {}}                | 1:10: "main._default" names no table [PERMISSION_TABLE]
          tables: {Main.posts: {}}                   | 1:10: there is no database "Main" in config/databases.yaml [UNKNOWN_DATABASE]
          tables: {posts: {update: [owner]}}         | 1:27: there is no column that says whose a row is [PERMISSION_NO_OWNER]
          tables: {_default: {update: [owner]}}      | 1:30: there is no column that says whose a row is [PERMISSION_NO_OWNER]
          tables: {p: {columns: {a: {select: [owner]}}}} | 1:37: there is no column that says whose a row is [PERMISSION_NO_OWNER]
          ownerColumn: user_id                       | 1:14: ownerColumn must be a mapping, not the string "user_id" [WRONG_TYPE]
          ownerColumn: {posts: [a]}                  | 1:22: the owner column of posts must be a name, not a list [WRONG_TYPE]
          ownerColumn: {posts: ""}                   | 1:22: "" names no column [INVALID_VALUE]
          ownerColumn: {.posts: a}                   | 1:15: ".posts" names no table [PERMISSION_TABLE]
          adminRole: owner                           | 1:12: "owner" is no role [INVALID_VALUE]
          adminRole: [a]                             | 1:12: adminRole takes roles, not a list [WRONG_TYPE]
          prefixes: {x_: off}                        | 1:12: unknown key "x_" in prefixes [UNKNOWN_KEY]
          prefixes: {s_: false}                      | 1:16: s_ must be on or off, not the boolean false [WRONG_TYPE]
          """)
  void what_is_wrong_is_told_with_its_place(String yaml, String expected) {
    assertThat(parse(yaml)).isNull();
    assertThat(problems.sorted())
        .extracting(Problem::line)
        .containsExactly("config/permissions.yaml:" + expected);
  }

  @Test
  void an_owner_column_of_one_database_lets_rules_of_all_name_the_owner() {
    parse(
        """
        ownerColumn: {main.app.posts: author_id}
        tables:
          _default: {update: [owner]}
          posts: {update: [owner]}
          logs.posts: {update: [owner]}
        """);
    assertThat(problems.sorted()).isEmpty();
  }

  @Test
  void a_project_without_the_file_opens_nothing() throws IOException {
    assertThat(read()).isEqualTo(Permissions.none());
    assertThat(Permissions.none().tables()).isEmpty();
    write("# nothing yet\n");
    assertThat(read()).isEqualTo(Permissions.none());
    assertThat(problems.sorted()).isEmpty();
  }

  @Test
  void a_file_that_cannot_be_read_is_no_permission_at_all() throws IOException {
    write("tables: {posts: {select: [public]}");
    assertThat(read()).isNull();
    assertThat(problems.sorted()).extracting(p -> p.code().name()).containsExactly("YAML_SYNTAX");
  }

  private Permissions read() {
    return Permissions.read(new ProjectFolder(project), DATABASES, problems);
  }

  private void write(String yaml) throws IOException {
    Files.createDirectories(project.resolve("config"));
    Files.writeString(project.resolve(Permissions.FILE), yaml);
  }

  private Permissions parse(String yaml) {
    return Permissions.parse(
        StrictYaml.read(Permissions.FILE, yaml, problems), DATABASES, problems);
  }

  private static SortedMap<Operation, SortedSet<Grant>> rules(Map<Operation, Set<String>> written) {
    var rules = new TreeMap<Operation, SortedSet<Grant>>();
    written.forEach((operation, words) -> {
      var grants = new TreeSet<Grant>();
      words.forEach(word -> grants.add(new Grant(word)));
      rules.put(operation, grants);
    });
    return rules;
  }
}
