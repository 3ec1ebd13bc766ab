package dev.santokit.cli.sync;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.santokit.project.api.Api;
import dev.santokit.project.api.ApiFunction;
import dev.santokit.project.api.JsonShape;
import dev.santokit.project.api.ResultColumn;
import dev.santokit.project.logic.Access;
import dev.santokit.project.logic.FunctionPath;
import dev.santokit.project.logic.Parameters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * The text that is written of what is known. The client's type tests compile this very file: {@code
 * -Dgolden.update} rewrites it.
 */
class DeclarationsTest {

  private static final Path GOLDEN = Path.of("../client-sdk/tests/types/santokit-env.d.ts");
  private static final Path MANIFEST =
      Path.of("src/test/resources/dev/santokit/cli/sync/manifest.json");

  private static Declarations written() throws IOException {
    return Declarations.of(Api.fromJson(new ObjectMapper().readTree(MANIFEST.toFile())));
  }

  @Test
  void the_text_is_the_one_that_the_client_is_tested_with() throws IOException {
    if (System.getProperty("golden.update") != null) {
      Files.writeString(GOLDEN, written().text());
    }
    assertThat(written().text()).isEqualTo(Files.readString(GOLDEN));
  }

  @Test
  void private_functions_are_not_in_it_and_names_of_javascript_are_told() throws IOException {
    assertThat(written().text()).doesNotContain("_secret", "then");
    assertThat(written().functions()).isEqualTo(6);
    assertThat(written().notices())
        .containsExactly(
            "promises/then is not in logic: JavaScript uses such a name itself;"
                + " client.call(\"promises/then\") reaches it",
            "users/odd: returns says \"strng\", which is no type");
  }

  @Test
  void what_nobody_knows_is_named() throws IOException {
    assertThat(written().unknown()).containsExactly("users/get/by-email/find");
  }

  @Test
  void no_word_of_a_database_gets_out_of_its_place() {
    var column =
        new ResultColumn(
            "a'; }\n", "x", new JsonShape.OneOf(List.of("it's", "back\\slash", "ü\u2028")), false);
    var function =
        new ApiFunction(
            new Access.Public(),
            true,
            "*/ } evil {\r\u0000",
            List.of(),
            Parameters.NONE,
            null,
            List.of(column));
    String text =
        Declarations.of(new Api("p", "r", new TreeMap<>(Map.of(new FunctionPath("a/b"), function))))
            .text();
    assertThat(text)
        .contains("       * *\\/ } evil {")
        .contains("'a\\'; }\\u000a': 'it\\'s' | 'back\\\\slash' | '\\u00fc\\u2028';");
  }
}
