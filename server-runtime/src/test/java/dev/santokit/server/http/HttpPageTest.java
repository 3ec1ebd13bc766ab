package dev.santokit.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.santokit.server.TestPostgres;
import dev.santokit.server.TestServer;
import dev.santokit.server.TestTokens;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The requests of docs/reference/http.md get the answers that stand there. */
class HttpPageTest {

  private static final Path PAGE = Path.of("../docs/reference/http.md");
  private static final Pattern BLOCK = Pattern.compile("(?m)^```http\\n((?s).*?)^```$");
  private static final Pattern NAME = Pattern.compile("<[a-z]+>");
  private static final String ANY = "…";
  private static final ObjectMapper JSON = new ObjectMapper();

  /** A request or an answer as the page has it. */
  private record Message(String line, Map<String, String> headers, String body) {
    static Message of(String text) {
      String[] parts = text.split("\\n\\n", 2);
      List<String> lines = parts[0].lines().toList();
      Map<String, String> headers = new HashMap<>();
      for (String header : lines.subList(1, lines.size())) {
        int colon = header.indexOf(':');
        headers.put(
            header.substring(0, colon).toLowerCase(Locale.ROOT),
            header.substring(colon + 1).strip());
      }
      return new Message(lines.getFirst(), headers, parts.length < 2 ? "" : parts[1].strip());
    }
  }

  private static TestServer server() {
    return TestServer.with(
            TestPostgres.with(
                "CREATE TABLE products (id int GENERATED ALWAYS AS IDENTITY, name text UNIQUE)",
                "INSERT INTO products (name) VALUES ('Lamp'), ('Table')"))
        .config("/cors", "{\"origins\": [\"https://app.example.com\"], \"credentials\": false}")
        .logic(
            "products/list.sql",
            "/* ---\naccess: public\ncache: 60s\nparams: {limit: {type: int, default: 20}}\n--- */\n"
                + "SELECT id, name FROM products ORDER BY id LIMIT :limit")
        .logic(
            "products/add.sql",
            "/* ---\nparams: {name: {type: string, required: true}}\n--- */\n"
                + "INSERT INTO products (name) VALUES (:name) RETURNING id")
        .start();
  }

  @Test
  void every_request_on_the_page_gets_the_answer_that_stands_below_it() throws IOException {
    List<Message> messages = new ArrayList<>();
    Matcher blocks = BLOCK.matcher(Files.readString(PAGE));
    while (blocks.find()) {
      messages.add(Message.of(blocks.group(1)));
    }
    assertThat(messages).hasSizeGreaterThan(16);
    Map<String, String> known = new HashMap<>(Map.of("<token>", TestTokens.of("ada")));
    try (TestServer server = server()) {
      Iterator<Message> all = messages.iterator();
      while (all.hasNext()) {
        Message request = all.next();
        check(request, all.next(), answer(server, request, known), known);
      }
    }
  }

  private static Message answer(TestServer server, Message request, Map<String, String> known)
      throws IOException {
    var text = new StringBuilder(request.line).append(" HTTP/1.1\r\nHost: localhost\r\n");
    request.headers.forEach((name, value) ->
        text.append(name).append(": ").append(filled(value, known)).append("\r\n"));
    text.append("Content-Length: ").append(request.body.length()).append("\r\n");
    text.append("Connection: close\r\n\r\n").append(request.body);
    return Message.of(Raw.exchange(server, text.toString()).replace("\r\n", "\n"));
  }

  private static String filled(String value, Map<String, String> known) {
    return NAME.matcher(value)
        .replaceAll(name -> Matcher.quoteReplacement(known.get(name.group())));
  }

  private static void check(
      Message request, Message expected, Message answer, Map<String, String> known)
      throws IOException {
    String what = request.line + " " + request.body + " got " + answer;
    assertThat(answer.line).as(what).isEqualTo(expected.line);
    expected.headers.forEach((name, value) -> {
      String given = answer.headers.get(name);
      assertThat(given).as(name + " of " + what).isNotNull();
      if (NAME.matcher(value).matches() && !known.containsKey(value)) {
        known.put(value, given);
      } else if (!value.equals(ANY)) {
        assertThat(given).as(name + " of " + what).isEqualTo(filled(value, known));
      }
    });
    if (expected.body.isEmpty()) {
      assertThat(answer.body).as(what).isEmpty();
    } else {
      compare(JSON.readTree(expected.body), JSON.readTree(answer.body), what);
    }
  }

  private static void compare(JsonNode expected, JsonNode given, String what) {
    if (expected.isTextual() && expected.textValue().equals(ANY)) {
      assertThat(given.isTextual()).as(what).isTrue();
    } else if (expected.isObject()) {
      assertThat(given.isObject()).as(what).isTrue();
      assertThat(given.properties().stream().map(Map.Entry::getKey))
          .as(what)
          .containsExactlyElementsOf(
              expected.properties().stream().map(Map.Entry::getKey).toList());
      expected
          .properties()
          .forEach(field -> compare(field.getValue(), given.get(field.getKey()), what));
    } else if (expected.isArray()) {
      assertThat(given).as(what).hasSize(expected.size());
      for (int i = 0; i < expected.size(); i++) {
        compare(expected.get(i), given.get(i), what);
      }
    } else if (!expected.equals(given)) {
      fail(what + "\nexpected " + expected + " but was " + given);
    }
  }
}
