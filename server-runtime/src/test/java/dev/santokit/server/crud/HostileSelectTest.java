package dev.santokit.server.crud;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.santokit.server.call.Refusal;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Parameters of selects at random: each is refused by name, or becomes a statement of known words
 * alone. 100,000 of them; {@code -Dselects=10000000} for more.
 */
class HostileSelectTest {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final int CASES = Integer.getInteger("selects", 100_000);
  private static final long SEED = Long.getLong("seed", 20260101L);

  /** All that may stand in a statement about the tables of {@link InjectionTest}. */
  private static final Pattern KNOWN =
      Pattern.compile(
          "\\n(?:author|users|posts_author)\\b|\"(?:public|posts|users|id|author_id|tags|meta|s_note|name)\"|\\bt[0-9]\\b|\\$[0-9]+|::text|pg_catalog"
              + "|\\b(?:SELECT|FROM|WHERE|AND|OR|NOT|IS|NULL|CASE|WHEN|THEN|END|ORDER|BY|DESC|LIMIT|OFFSET|LIKE|ILIKE"
              + "|ANY|ALL|ARRAY|DISTINCT|true|false|concat|count)\\b|[\\[\\]()., =<>@&*\\n]");

  private static final List<String> WORDS =
      List.of(
          "select",
          "where",
          "orderBy",
          "limit",
          "offset",
          "include",
          "count",
          "and",
          "or",
          "not",
          "eq",
          "ne",
          "gt",
          "lte",
          "in",
          "notIn",
          "like",
          "isNull",
          "contains",
          "overlaps",
          "asc",
          "desc",
          "id",
          "author_id",
          "tags",
          "meta",
          "s_note",
          "name",
          "author",
          "users",
          "posts",
          "posts_author",
          "'; DROP TABLE posts; --",
          "\"",
          "id\" --",
          "",
          "\ud800",
          "\0");

  private final Random random = new Random(SEED);

  @Test
  void parameters_at_random_are_refused_or_make_a_statement_of_known_words() {
    int made = 0;
    for (int i = 0; i < CASES; i++) {
      ObjectNode params = params();
      try {
        String text = InjectionTest.text(params);
        made++;
        // Taking each text apart would take longer than all the rest.
        String unknown = i % 5 == 0 ? KNOWN.matcher(text).replaceAll("") : "";
        if (!unknown.isEmpty() || text.contains("DROP") || text.contains("--")) {
          assertThat(unknown)
              .as("seed %d, case %d: %s makes %s", SEED, i, params, text)
              .isEqualTo("nothing but known words");
        }
      } catch (Refusal refused) {
        assertThat(refused.status()).isBetween(400, 403);
      }
    }
    assertThat(made).isBetween(CASES / 50, CASES);
  }

  private ObjectNode params() {
    ObjectNode params = JSON.objectNode();
    if (random.nextInt(3) == 0) {
      params.set("select", names());
    }
    if (random.nextInt(4) > 0) {
      params.set("where", condition(0));
    }
    if (random.nextInt(4) == 0) {
      params.set("orderBy", JSON.objectNode().put(column(), random.nextBoolean() ? "asc" : "desc"));
    }
    if (random.nextInt(5) == 0) {
      params.set("include", JSON.objectNode().set(relation(), some(2)));
    }
    if (random.nextInt(8) == 0) {
      params.set(word(), some(0));
    }
    return params;
  }

  private JsonNode condition(int depth) {
    ObjectNode where = JSON.objectNode();
    for (int i = random.nextInt(3); i >= 0; i--) {
      switch (random.nextInt(depth > 2 ? 2 : 4)) {
        case 0 -> where.set(column(), value());
        case 1 -> where.set(column(), JSON.objectNode().set(word(), value()));
        case 2 -> where.set("not", condition(depth + 1));
        default ->
            where.set(
                random.nextBoolean() ? "and" : "or",
                JSON.arrayNode().add(condition(depth + 1)).add(condition(depth + 1)));
      }
    }
    return where;
  }

  private JsonNode value() {
    return switch (random.nextInt(8)) {
      case 0 -> JSON.numberNode(random.nextLong());
      case 1 -> JSON.nullNode();
      case 2 -> names();
      case 3 -> JSON.booleanNode(random.nextBoolean());
      default -> JSON.textNode(word());
    };
  }

  private JsonNode some(int depth) {
    return switch (random.nextInt(depth > 3 ? 2 : 5)) {
      case 0 -> JSON.textNode(word());
      case 1 -> value();
      case 2 -> JSON.arrayNode().add(some(depth + 1)).add(some(depth + 1));
      case 3 -> JSON.objectNode().set(word(), some(depth + 1));
      default -> params();
    };
  }

  private ArrayNode names() {
    ArrayNode names = JSON.arrayNode();
    for (int i = random.nextInt(3); i >= 0; i--) {
      names.add(column());
    }
    return names;
  }

  private String column() {
    return random.nextInt(20) == 0
        ? word()
        : List.of("id", "author_id", "tags", "meta", "s_note").get(random.nextInt(5));
  }

  private String relation() {
    return random.nextInt(5) == 0 ? word() : "author";
  }

  private String word() {
    return WORDS.get(random.nextInt(WORDS.size()));
  }
}
