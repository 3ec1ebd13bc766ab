package dev.santokit.server.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.santokit.server.TestPostgres;
import dev.santokit.server.TestServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Every type of Postgres as a parameter: compared with a column, in the idiom of optional filters,
 * cast; and as a column of the answer.
 */
class BindMatrixTest {

  /**
   * Type | declared as | value of the parameter | the same in the answer | has no {@code =} of its
   * own.
   */
  private static final String TYPES =
      """
      int2 | int | -7 | -7
      int4 | int | 2147483647 | 2147483647
      int8 | int | 9007199254740993 | 9007199254740993
      numeric | number | 1.50 | 1.50
      numeric(30,4) | number | 12345678901234567890.1234 | 12345678901234567890.1234
      float4 | number | 1.5 | 1.5
      float8 | number | -2.5e-3 | -0.0025
      oid | int | 26 | 26
      money | string | "$1.25" | "$1.25"
      bool | bool | true | true
      text | string | "a 'b' \\"c\\" \\\\ :d ?" | "a 'b' \\"c\\" \\\\ :d ?"
      varchar(5) | string | "é€" | "é€"
      char(2) | string | "ab" | "ab"
      "char" | string | "x" | "x"
      name | string | "n" | "n"
      citext | string | "AB" | "AB"
      uuid | uuid | "0190163d-8694-739b-aea5-966c26f8ad91" | "0190163d-8694-739b-aea5-966c26f8ad91"
      uuid | string | "0190163d-8694-739b-aea5-966c26f8ad91" | "0190163d-8694-739b-aea5-966c26f8ad91"
      date | date | "2024-02-29" | "2024-02-29"
      time | string | "12:30:00.5" | "12:30:00.5"
      timetz | string | "12:30:00+02" | "12:30:00+02"
      timestamp | timestamp | "2024-02-29T12:30:00Z" | "2024-02-29T12:30:00"
      timestamptz | timestamp | "2024-02-29T12:30:00+02:00" | "2024-02-29T10:30:00Z"
      interval | string | "1 day 02:00:00" | "1 day 02:00:00"
      json | json | {"a": [1, null]} | {"a":[1,null]} | no
      jsonb | json | {"a": "\\"x\\""} | {"a": "\\"x\\""}
      jsonpath | string | "$.\\"a\\"" | "$.\\"a\\"" | no
      bytea | string | "\\\\x01ff" | "Af8="
      inet | string | "10.0.0.1" | "10.0.0.1"
      cidr | string | "10.0.0.0/8" | "10.0.0.0/8"
      macaddr | string | "08:00:2b:01:02:03" | "08:00:2b:01:02:03"
      macaddr8 | string | "08:00:2b:01:02:03:04:05" | "08:00:2b:01:02:03:04:05"
      bit(3) | string | "101" | "101"
      varbit | string | "10" | "10"
      point | string | "(1,2)" | "(1,2)" | no
      box | string | "(2,2),(1,1)" | "(2,2),(1,1)"
      circle | string | "<(1,2),3>" | "<(1,2),3>"
      lseg | string | "[(1,2),(3,4)]" | "[(1,2),(3,4)]"
      polygon | string | "((1,2),(3,4))" | "((1,2),(3,4))" | no
      tsvector | string | "'a' 'b'" | "'a' 'b'"
      tsquery | string | "'a' & 'b'" | "'a' & 'b'"
      int4range | string | "[1,5)" | "[1,5)"
      numrange | string | "[1.5,2]" | "[1.5,2]"
      daterange | string | "[2024-01-01,2024-02-01)" | "[2024-01-01,2024-02-01)"
      int4multirange | string | "{[1,3),[5,7)}" | "{[1,3),[5,7)}"
      pg_lsn | string | "0/16B3748" | "0/16B3748"
      regclass | string | "pg_class" | "pg_class" | no
      mood | string | "ok" | "ok"
      positive | int | 5 | 5
      email | string | "a@b.c" | "a@b.c"
      pair | string | "(1,a)" | "(1,a)" | no
      int4[] | array<int> | [1, -3] | [1,-3]
      int8[] | array<int> | [9007199254740993] | [9007199254740993]
      numeric[] | array<number> | [1.50] | [1.50]
      bool[] | array<bool> | [true, false] | [true,false]
      text[] | array<string> | ["a", "b,\\"c\\" \\\\", "NULL", ""] | ["a","b,\\"c\\" \\\\","NULL",""]
      citext[] | array<string> | ["A"] | ["A"]
      uuid[] | array<uuid> | ["0190163d-8694-739b-aea5-966c26f8ad91"] | ["0190163d-8694-739b-aea5-966c26f8ad91"]
      date[] | array<date> | ["2024-02-29"] | ["2024-02-29"]
      timestamptz[] | array<timestamp> | ["2024-02-29T12:30:00Z"] | ["2024-02-29T12:30:00Z"]
      jsonb[] | array<json> | [{"a": 1}, "x"] | [{"a": 1},"x"]
      mood[] | array<string> | ["ok", "bad"] | ["ok","bad"]
      tags | array<string> | ["x"] | ["x"]
      int4range[] | array<string> | ["[1,5)"] | ["[1,5)"]
      """;

  private record Case(String type, String declared, String value, String answer, boolean equality) {
    static Case of(String line) {
      String[] parts = line.split(" \\| ", -1);
      return new Case(parts[0], parts[1], parts[2], parts[3], parts.length == 4);
    }

    String params() {
      return "{p: {type: %s}}".formatted(declared);
    }
  }

  @Test
  void every_type_is_bound_compared_cast_and_answered() {
    List<Case> cases = TYPES.lines().map(Case::of).toList();
    TestPostgres database =
        TestPostgres.with(
            "CREATE EXTENSION citext",
            "CREATE TYPE mood AS ENUM ('ok', 'bad')",
            "CREATE TYPE pair AS (n int, s text)",
            "CREATE DOMAIN positive AS int CHECK (VALUE > 0)",
            "CREATE DOMAIN email AS citext CHECK (VALUE ~ '@')",
            "CREATE DOMAIN tags AS text[]");
    var builder = TestServer.with(database);
    List<String> tables = new ArrayList<>();
    Map<String, String> expected = new TreeMap<>();
    for (int i = 0; i < cases.size(); i++) {
      Case one = cases.get(i);
      String table = "t" + i;
      tables.add("CREATE TABLE %s (v %s)".formatted(table, one.type));
      builder
          .sql(table + "/put", one.params(), "INSERT INTO " + table + " VALUES (:p) RETURNING v")
          .sql(table + "/cast", one.params(), "SELECT :p::" + one.type + " AS v");
      expected.put(i + " " + one.type + " put", "[{\"v\":" + one.answer + "}]");
      expected.put(i + " " + one.type + " cast", "[{\"v\":" + one.answer + "}]");
      expected.put(i + " " + one.type + " cast null", "[{\"v\":null}]");
      if (one.equality) {
        builder
            .sql(table + "/eq", one.params(), "SELECT v = :p AS v FROM " + table)
            .sql(
                table + "/filter",
                one.params(),
                "SELECT count(*) AS v FROM " + table + " WHERE (:p IS NULL OR v = :p)");
        expected.put(i + " " + one.type + " eq", "[{\"v\":true}]");
        expected.put(i + " " + one.type + " filter", "[{\"v\":1}]");
        expected.put(i + " " + one.type + " filter null", "[{\"v\":1}]");
      }
    }
    database.execute(tables.toArray(String[]::new));
    Map<String, String> answers = new TreeMap<>();
    try (var server = builder.start()) {
      for (String name : expected.keySet()) {
        if (name.endsWith("put")) {
          answers.put(name, answer(server, cases, name));
        }
      }
      for (String name : expected.keySet()) {
        answers.computeIfAbsent(name, other -> answer(server, cases, other));
      }
    }
    assertThat(answers).hasSameSizeAs(expected);
    answers.entrySet().removeAll(expected.entrySet());
    assertThat(answers).as("answers that are others than expected").isEmpty();
  }

  private static String answer(TestServer server, List<Case> cases, String name) {
    String[] parts = name.split(" ", -1);
    int index = Integer.parseInt(parts[0]);
    boolean isNull = parts[parts.length - 1].equals("null");
    String what = parts[parts.length - (isNull ? 2 : 1)];
    String value = isNull ? "null" : cases.get(index).value;
    return server.call("t" + index + "/" + what, "{\"p\": " + value + "}").body();
  }
}
