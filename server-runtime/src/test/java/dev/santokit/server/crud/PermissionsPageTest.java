package dev.santokit.server.crud;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.santokit.server.TestPostgres;
import dev.santokit.server.TestServer;
import dev.santokit.server.TestServer.Response;
import dev.santokit.server.TestTokens;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The examples of docs/reference/permissions.md. */
class PermissionsPageTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```([^\\n]+)\\n(.*?)^```$");

  /** A fenced block: {@code json ask ann crud/main/posts/select}. */
  private record Block(List<String> words, String text) {}

  private static List<Block> blocks() throws IOException {
    String page = Files.readString(Path.of("../docs/reference/permissions.md"));
    return BLOCK
        .matcher(page)
        .results()
        .map(found -> new Block(List.of(found.group(1).split(" ")), found.group(2)))
        .toList();
  }

  private static @Nullable String token(String who) {
    return switch (who) {
      case "anyone" -> null;
      case "ann" -> TestTokens.of("1");
      case "ben" -> TestTokens.of("2");
      case "admin" -> TestTokens.of("3", "admin");
      default -> throw new IllegalArgumentException("nobody is called " + who);
    };
  }

  @Test
  void its_examples_answer_what_it_says() throws IOException {
    List<Block> blocks = blocks();
    String permissions = "";
    TestPostgres database = Shop.withAuditLog(TestPostgres.with());
    for (Block block : blocks) {
      switch (block.words().getFirst()) {
        case "sql" -> database.execute(block.text());
        case "yaml" -> permissions = block.text();
        default -> {} // a question or an answer
      }
    }
    List<String> asked = new ArrayList<>();
    try (TestServer server = TestServer.with(database).permissions(permissions).start()) {
      for (int i = 0; i < blocks.size(); i++) {
        List<String> words = blocks.get(i).words();
        if (words.contains("ask")) {
          Response response = server.call(words.get(3), blocks.get(i).text(), token(words.get(2)));
          answers(response, blocks.get(i + 1));
          asked.add(words.get(3));
        }
      }
    }
    assertThat(asked).hasSizeGreaterThanOrEqualTo(7);
  }

  private static void answers(Response response, Block expected) throws JsonProcessingException {
    if (expected.words().contains("refused")) {
      assertThat(response.status()).isEqualTo(Integer.parseInt(expected.words().get(2)));
      assertThat(response.message()).isEqualTo(expected.text().strip());
    } else {
      assertThat(expected.words()).containsExactly("json", "answer");
      assertThat(response.status()).as(response.toString()).isEqualTo(200);
      assertThat(response.json()).isEqualTo(JSON.readTree(expected.text()));
    }
  }
}
