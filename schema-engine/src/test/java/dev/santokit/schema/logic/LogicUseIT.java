package dev.santokit.schema.logic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.santokit.project.config.DatabaseUrl;
import dev.santokit.project.file.ProjectFolder;
import dev.santokit.project.logic.LogicFolder;
import dev.santokit.project.logic.LogicFunction;
import dev.santokit.project.permissions.Permissions;
import dev.santokit.project.problem.Problems;
import dev.santokit.project.yaml.StrictYaml;
import dev.santokit.schema.TestPostgres;
import dev.santokit.schema.database.OwnerDatabase;
import dev.santokit.schema.model.QualifiedName;
import dev.santokit.schema.plan.Leaving;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogicUseIT {

  private static final String TABLES =
      """
      CREATE TABLE users (id uuid PRIMARY KEY, email text, name text NOT NULL, age int);
      CREATE TABLE posts (id int PRIMARY KEY, author uuid REFERENCES users, title text, "Odd one" int);
      """;

  @TempDir Path dir;
  private DatabaseUrl url;
  private Connection connection;

  @BeforeEach
  void database() throws SQLException {
    url = TestPostgres.url();
    connection = OwnerDatabase.of(url, "test").open();
    try (Statement statement = connection.createStatement()) {
      statement.execute(TABLES);
    }
  }

  @AfterEach
  void close() throws SQLException {
    connection.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          SELECT email FROM users                                      | true
          SELECT * FROM users                                          | true
          SELECT u.* FROM posts p JOIN users u ON u.id = p.author      | true
          SELECT id FROM users WHERE email = :x                        | true
          SELECT id FROM users ORDER BY email                          | true
          SELECT count(*) FROM users                                   | false
          SELECT id, name FROM users WHERE :x::text IS NULL            | false
          SELECT name AS email FROM users                              | false
          SELECT (SELECT max(email) FROM users)                        | true
          WITH u AS (SELECT * FROM users) SELECT name FROM u           | true
          INSERT INTO users (id, name) VALUES (:x, 'a')                | false
          INSERT INTO users (id, name, email) VALUES (:x, 'a', 'b')    | true
          INSERT INTO users (id, name) VALUES (:x, 'a') RETURNING *    | true
          UPDATE users SET email = :x                                  | true
          UPDATE users SET name = :x WHERE :x IS NOT NULL              | false
          DELETE FROM users WHERE email LIKE :x                        | true
          DELETE FROM users WHERE id = :x                              | false
          SELECT 1 FROM users; UPDATE users SET email = NULL           | true
          """)
  void a_function_breaks_when_a_column_leaves_that_it_uses(String sql, boolean breaks)
      throws Exception {
    boolean parameter = sql.contains(":x");
    LogicUse use = use(sql, parameter ? "params: {x: {type: string}}" : "");
    assertThat(use.notAnalysed()).isEmpty();
    assertThat(use.brokenBy(List.of(leaving("users", "email"))))
        .isEqualTo(
            breaks
                ? List.of(new Broken("f/f", "public.users.email", "f/f uses public.users.email"))
                : List.of());
  }

  @Test
  void a_table_that_leaves_breaks_all_that_use_it() throws Exception {
    LogicUse use = use("SELECT count(*) FROM posts", "");
    assertThat(use.brokenBy(List.of(leaving("posts", null)))).hasSize(1);
    assertThat(use.brokenBy(List.of(leaving("users", null)))).isEmpty();
  }

  @Test
  void names_that_need_quotes_are_found() throws Exception {
    LogicUse use = use("SELECT \"Odd one\" FROM posts", "");
    assertThat(use.brokenBy(List.of(leaving("posts", "Odd one")))).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          SELECT title FROM posts WHERE id = :x AND (:x IS NULL OR true)     | int
          SELECT title FROM posts WHERE id = ANY (:x)                        | array<int>
          SELECT title FROM posts LIMIT :x                                   | int
          SELECT title, :x FROM posts                                        | string
          SELECT title, to_jsonb(:x) FROM posts                              | json
          SELECT title FROM posts WHERE author = :x AND author = :user_id    | uuid
          SELECT title FROM posts WHERE :user_email = ANY (:user_roles) OR :x IS NULL | bool
          SELECT title ? 'a' FROM (SELECT to_jsonb(title) AS title FROM posts) p WHERE :x | bool
          """)
  void parameters_have_the_types_that_postgres_finds(String sql, String type) throws Exception {
    LogicUse use = use(sql, "params: {x: {type: " + type + "}}");
    assertThat(use.notAnalysed()).isEmpty();
    assertThat(use.brokenBy(List.of(leaving("posts", "title")))).hasSize(1);
  }

  @Test
  void what_postgres_cannot_read_as_a_body_is_said_and_never_passed_over() throws Exception {
    function("f/gone.sql", "", "SELECT gone FROM users");
    function("f/lock.sql", "", "LOCK TABLE users");
    function("f/good.sql", "", "SELECT id FROM users");
    Files.createDirectories(dir.resolve("logic/f"));
    Files.writeString(
        dir.resolve("logic/f/js.js"), "/** access: public */\nexport default () => 1;");
    assertThat(use(Permissions.none()).notAnalysed()).containsExactly("f/gone", "f/js", "f/lock");
  }

  @Test
  void two_readers_do_not_wait_for_each_other() throws Exception {
    function("f/f.sql", "", "SELECT email FROM users");
    try (Connection other = OwnerDatabase.of(url, "other").open()) {
      other.setAutoCommit(false);
      new Analysis(other);
      assertThat(use(Permissions.none()).notAnalysed()).isEmpty();
      other.rollback();
    }
  }

  @Test
  void functions_of_other_databases_are_left_out() throws Exception {
    function("f/logs.sql", "target: logs", "SELECT gone FROM nowhere");
    LogicUse use = use(Permissions.none());
    assertThat(use.notAnalysed()).isEmpty();
    assertThat(use.brokenBy(List.of(leaving("users", "email")))).isEmpty();
  }

  @Test
  void permissions_that_name_what_leaves_break() throws Exception {
    Permissions permissions =
        permissions(
            """
            tables:
              users: {select: [public], columns: {email: {select: [admin]}}}
              main.public.posts: {select: [public]}
            ownerColumn: {posts: author}
            """);
    LogicUse use = use(permissions);
    assertThat(use.brokenBy(List.of(leaving("users", "email"), leaving("posts", "author"))))
        .extracting(Broken::function, Broken::object)
        .containsExactly(
            tuple("config/permissions.yaml", "public.posts.author"),
            tuple("config/permissions.yaml", "public.users.email"));
    assertThat(use.brokenBy(List.of(leaving("posts", null)))).hasSize(1);
    assertThat(use.brokenBy(List.of(leaving("users", "name"), leaving("posts", "title"))))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          SELECT 1 \\; END \\; COMMIT \\; CREATE TABLE pwned()
          SELECT 1\nEND
          SELECT $$ ; END; COMMIT; CREATE TABLE pwned() $$
          SELECT 'a' /* ; END; COMMIT; CREATE TABLE pwned(); */
          CREATE FUNCTION pwned() RETURNS void LANGUAGE sql BEGIN ATOMIC SELECT 1; END
          CREATE TABLE pwned()
          INSERT INTO users (id, name) VALUES (gen_random_uuid(), 'pwned')
          """)
  void nothing_of_a_function_is_run_and_nothing_stays(String sql) throws Exception {
    use(sql.replace("\\n", "\n"), "");
    assertThat(string("SELECT to_regclass('pwned')")).isNull();
    assertThat(string("SELECT to_regproc('pwned')")).isNull();
    assertThat(string("SELECT count(*) FROM pg_namespace WHERE nspname LIKE 'stk%'"))
        .isEqualTo("0");
    assertThat(string("SELECT count(*) FROM users")).isEqualTo("0");
    assertThat(string("SELECT count(*) FROM pg_prepared_statements WHERE name = 'stk_logic'"))
        .isEqualTo("0");
    assertThat(connection.getAutoCommit()).isTrue();
  }

  private LogicUse use(String sql, String keys) throws Exception {
    function("f/f.sql", keys, sql);
    return use(Permissions.none());
  }

  private void function(String file, String keys, String sql) throws IOException {
    Path path = dir.resolve("logic").resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, "/* ---\naccess: public\n" + keys + "\n--- */\n" + sql);
  }

  private LogicUse use(Permissions permissions) throws SQLException {
    Problems problems = new Problems();
    List<LogicFunction> functions =
        new ArrayList<>(LogicFolder.read(new ProjectFolder(dir), null, problems));
    return LogicUse.of(connection, "main", functions, permissions);
  }

  private static Permissions permissions(String yaml) {
    Problems problems = new Problems();
    Permissions read =
        Permissions.parse(StrictYaml.read("permissions", yaml, problems), null, problems);
    assertThat(problems.sorted()).isEmpty();
    assertThat(read).isNotNull();
    return read;
  }

  private @Nullable String string(String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getString(1);
    }
  }

  private static Leaving leaving(String table, @Nullable String column) {
    return new Leaving(new QualifiedName("public", table), column);
  }
}
