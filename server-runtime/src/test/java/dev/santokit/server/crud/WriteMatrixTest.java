package dev.santokit.server.crud;

import static org.assertj.core.api.Assertions.assertThat;

import dev.santokit.server.TestPostgres;
import dev.santokit.server.TestServer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Who may write what: for each caller, operation and kind of column the exact rows that change, and
 * the exact columns that the answer has.
 */
class WriteMatrixTest {

  /** Columns of posts that anyone sees, and those that owners and admin see besides. */
  private static final String PLAIN =
      "id author_id title slug status tags meta rank _views updated_at";

  private static final String OWN =
      "id author_id title slug draft status tags meta rank s_margin _views updated_at";

  private static TestPostgres database;
  private static TestServer server;

  @BeforeAll
  static void start() {
    database = Shop.database();
    server = Shop.server(database).start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void fill() {
    Shop.fill(database);
    database.execute(
        "TRUNCATE comments",
        "INSERT INTO users (id, email) VALUES ('%s', 'e@x.test'), ('%s', 'r@x.test')"
            .formatted(Shop.ERIN, Shop.ROOT));
  }

  private static @Nullable String token(String caller) {
    return switch (caller) {
      case "anonymous" -> null;
      case "alice" -> Shop.ALICES_TOKEN;
      case "bob" -> Shop.BOBS_TOKEN;
      case "editor" -> Shop.EDITORS_TOKEN;
      case "admin" -> Shop.ADMINS_TOKEN;
      default -> throw new IllegalArgumentException(caller);
    };
  }

  /** Ids of the rows with the kind of columns that each has, or the status and what it says. */
  private static String outcome(String caller, String operation, String params) {
    var response = server.call("crud/main/posts/" + operation, params, token(caller));
    if (response.status() != 200) {
      return response.status()
          + " "
          + response.message().replace("Permission denied for columns: ", "");
    }
    var line = new StringBuilder("200");
    for (var row : response.json()) {
      var names = new StringBuilder();
      row.fieldNames().forEachRemaining(n -> names.append(names.isEmpty() ? "" : " ").append(n));
      String columns = names.toString();
      line.append(' ').append(row.get("id").asInt());
      line.append(columns.equals(PLAIN) ? " plain" : columns.equals(OWN) ? " own" : " " + columns);
    }
    return line.toString();
  }

  @ParameterizedTest(name = "{0} sets {1}: {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "anonymous | title    | 401 Authentication required",
        "alice     | title    | 200 1 own",
        "bob       | title    | 200 2 own",
        "editor    | title    | 200 1 plain 2 plain",
        "admin     | title    | 200 1 own 2 own",
        "alice     | draft    | 200 1 own",
        "bob       | draft    | 200 2 own",
        "editor    | draft    | 200 1 plain 2 plain",
        "admin     | draft    | 200 1 own 2 own",
        "alice     | s_margin | 200 1 own",
        "bob       | s_margin | 200 2 own",
        "editor    | s_margin | 200",
        "admin     | s_margin | 200 1 own 2 own",
        "alice     | c_secret | 403 c_secret",
        "bob       | c_secret | 403 c_secret",
        "editor    | c_secret | 403 c_secret",
        "admin     | c_secret | 200 1 own",
        "alice     | p_note   | 403 p_note",
        "editor    | p_note   | 403 p_note",
        "admin     | p_note   | 200 1 own 2 own",
        "alice     | _views   | 403 _views",
        "editor    | _views   | 403 _views",
        "admin     | _views   | 403 _views",
        "alice     | rank     | 403 rank",
        "editor    | rank     | 200 1 plain 2 plain",
        "admin     | rank     | 403 rank",
        "admin     | updated_at | 403 updated_at",
      })
  void update(String caller, String column, String expected) {
    String value =
        switch (column) {
          case "s_margin", "rank", "_views" -> "7";
          case "updated_at" -> "\"2020-01-01T00:00:00Z\"";
          default -> "\"x\"";
        };
    // c_secret is unique: one row is enough
    String rows = column.equals("c_secret") ? "{\"id\": 1}" : "{\"id\": [1, 2]}";
    assertThat(
            outcome(
                caller,
                "update",
                "{\"where\": %s, \"data\": {\"%s\": %s}}".formatted(rows, column, value)))
        .isEqualTo(expected);
    String changed =
        column.equals("updated_at")
            ? "SELECT count(*) FROM posts WHERE updated_at < '2021-01-01'"
            : "SELECT count(*) FROM posts WHERE %s::text = '%s'"
                .formatted(column, value.replace("\"", ""));
    long rowsInAnswer = expected.chars().filter(c -> c == 'p' || c == 'o').count();
    assertThat(database.value(changed))
        .isEqualTo(expected.startsWith("200") ? Long.toString(rowsInAnswer) : "0");
  }

  @ParameterizedTest(name = "{0} inserts {1}: {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "anonymous | draft    | 401 Authentication required",
        "alice     | draft    | 200 3 own",
        "editor    | draft    | 200 3 own",
        "admin     | draft    | 200 3 own",
        "alice     | s_margin | 200 3 own",
        "editor    | s_margin | 200 3 own",
        "alice     | c_secret | 403 c_secret",
        "editor    | c_secret | 403 c_secret",
        "admin     | c_secret | 200 3 own",
        "alice     | p_note   | 403 p_note",
        "admin     | p_note   | 200 3 own",
        "alice     | _views   | 403 _views",
        "admin     | _views   | 403 _views",
        "alice     | rank     | 200 3 own",
        "admin     | updated_at | 403 updated_at",
      })
  void insert(String caller, String column, String expected) {
    String value =
        switch (column) {
          case "s_margin", "rank", "_views" -> "7";
          case "updated_at" -> "\"2020-01-01T00:00:00Z\"";
          default -> "\"x\"";
        };
    assertThat(
            outcome(
                caller,
                "insert",
                "{\"data\": {\"title\": \"t\", \"%s\": %s}}".formatted(column, value)))
        .isEqualTo(expected);
    assertThat(database.value("SELECT count(*) FROM posts"))
        .isEqualTo(expected.startsWith("200") ? "3" : "2");
  }

  @ParameterizedTest(name = "{0} deletes: {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "anonymous | 401 Authentication required | 2",
        "alice     | 200 1 own                   | 1",
        "bob       | 200 2 own                   | 1",
        "editor    | 200                         | 2",
        "admin     | 200 1 own 2 own             | 0",
      })
  void delete(String caller, String expected, String left) {
    assertThat(outcome(caller, "delete", "{\"all\": true}")).isEqualTo(expected);
    assertThat(database.value("SELECT count(*) FROM posts")).isEqualTo(left);
  }
}
