package dev.santokit.project.logic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.santokit.project.problem.Position;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class BodyPlacesTest {

  private static final LogicFunction GET =
      new LogicFunction(
          new FunctionPath("users/get"),
          LogicType.SQL,
          new FunctionConfig(
              "main",
              new Access.Public(),
              null,
              true,
              Parameters.NONE,
              null,
              List.of(),
              null,
              null,
              null,
              List.of()),
          new Source("SELECT naem", new TreeMap<>(), "logic/users/get.sql", new Position(6, 3)));

  @Test
  void a_place_in_the_first_line_counts_from_where_the_body_begins() {
    assertThat(inFiles("no: logic/users/get.sql (body):1:8: what [SQL_SYNTAX]"))
        .isEqualTo("no: logic/users/get.sql:6:10: what [SQL_SYNTAX]");
  }

  @Test
  void a_later_line_keeps_its_column() {
    assertThat(inFiles("logic/users/get.sql (body):2:4: a\nlogic/users/get.sql (body):3:1: b"))
        .isEqualTo("logic/users/get.sql:7:4: a\nlogic/users/get.sql:8:1: b");
  }

  @Test
  void a_body_without_a_place_is_its_file() {
    assertThat(inFiles("logic/users/get.sql (body): $1 is too much"))
        .isEqualTo("logic/users/get.sql: $1 is too much");
  }

  @Test
  void what_names_no_known_function_stays() {
    String words = "logic/users/get.js (body):1:1: a, lib/money.js:2:3: b, logic/users/get.sql:1:1";
    assertThat(inFiles(words)).isEqualTo(words);
  }

  private static String inFiles(String words) {
    return BodyPlaces.inFiles(words, List.of(GET));
  }
}
