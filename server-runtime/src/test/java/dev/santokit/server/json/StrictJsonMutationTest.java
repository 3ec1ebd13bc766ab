package dev.santokit.server.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Bodies that went wrong at random places. {@code -Dsantokit.cases=10000000} takes more of them.
 */
class StrictJsonMutationTest {

  private static final int CASES = Integer.getInteger("santokit.cases", 40_000);
  private static final long SEED = Long.getLong("santokit.seed", 20_251_121L);
  private static final ObjectMapper PLAIN = new ObjectMapper();

  private static final String[] SEEDS = {
    "{\"path\": \"users/get\", \"params\": {\"id\": 1, \"tags\": [\"a\", \"b\"]}}",
    "{\"batch\": [{\"path\": \"a/b\"}, {\"path\": \"c/d\", \"params\": null}], \"transaction\": \"main\"}",
    "[[[[[[1.5e10, -0, true, false, null]]]]]]",
    "{\"s\": \"\\u00fc\\ud83d\\ude00 \\\"q\\\" \\\\ / \\b\\f\\n\\r\\t\", \"ü\": \"😀\"}",
    "{\"n\": 123456789012345678901234567890.5, \"m\": 1e400, \"z\": -1E-9}"
  };

  private static final byte[][] SNIPPETS = {
    {'"'},
    {'{'},
    {'}'},
    {'['},
    {']'},
    {','},
    {':'},
    {'\\'},
    {0},
    {' '},
    {'-'},
    {'e'},
    {'.'},
    {(byte) 0xff},
    {(byte) 0xc0, (byte) 0x80},
    {(byte) 0xed, (byte) 0xa0, (byte) 0x80},
    "\\u0000".getBytes(StandardCharsets.US_ASCII),
    "\\ud800".getBytes(StandardCharsets.US_ASCII),
    "1e999999999".getBytes(StandardCharsets.US_ASCII),
    "NaN".getBytes(StandardCharsets.US_ASCII),
    "[[[[[[[[[[[[[[[[".getBytes(StandardCharsets.US_ASCII),
    "9999999999999999999999999999".getBytes(StandardCharsets.US_ASCII),
    "/* */".getBytes(StandardCharsets.US_ASCII),
    "\ufeff".getBytes(StandardCharsets.UTF_8)
  };

  @Test
  void whatever_is_read_is_json_within_the_bounds_and_nothing_else_is_thrown() {
    Random random = new Random(SEED);
    int read = 0;
    for (int i = 0; i < CASES; i++) {
      byte[] body = mutated(random);
      Optional<JsonNode> value = StrictJson.read(body);
      if (value.isPresent()) {
        read++;
        String shown = shown(i, body);
        assertThat(isBounded(value.get(), 1)).as(shown).isTrue();
        assertThat(isJson(body)).as(shown).isTrue();
        byte[] again = value.get().toString().getBytes(StandardCharsets.UTF_8);
        JsonNode reread = StrictJson.read(again).orElseThrow(() -> new AssertionError(shown));
        assertThat(reread.equals(StrictJsonMutationTest::compared, value.get())).as(shown).isTrue();
      }
    }
    assertThat(read).isBetween(CASES / 100, CASES * 9 / 10); // both happen, or nothing was tested
  }

  /** 1.5e1 is written as 15. */
  private static int compared(JsonNode a, JsonNode b) {
    return a.isNumber() && b.isNumber()
        ? a.decimalValue().compareTo(b.decimalValue())
        : a.equals(b) ? 0 : 1;
  }

  private static String shown(int i, byte[] body) {
    return "seed " + SEED + ", case " + i + ": " + new String(body, StandardCharsets.ISO_8859_1);
  }

  private static byte[] mutated(Random random) {
    byte[] body = SEEDS[random.nextInt(SEEDS.length)].getBytes(StandardCharsets.UTF_8);
    for (int n = random.nextInt(4); n >= 0; n--) {
      body = mutatedOnce(body, random);
    }
    return body;
  }

  private static byte[] mutatedOnce(byte[] body, Random random) {
    if (body.length == 0) {
      return body;
    }
    int at = random.nextInt(body.length);
    int to = Math.min(body.length, at + random.nextInt(6));
    return switch (random.nextInt(5)) {
      case 0 -> spliced(body, at, to, new byte[0]);
      case 1 -> spliced(body, at, at, SNIPPETS[random.nextInt(SNIPPETS.length)]);
      case 2 -> spliced(body, at, at + 1, SNIPPETS[random.nextInt(SNIPPETS.length)]);
      case 3 -> spliced(body, at, at, java.util.Arrays.copyOfRange(body, at, to));
      default -> spliced(body, at, at + 1, new byte[] {(byte) random.nextInt(256)});
    };
  }

  private static byte[] spliced(byte[] body, int from, int to, byte[] between) {
    byte[] result = new byte[from + between.length + body.length - to];
    System.arraycopy(body, 0, result, 0, from);
    System.arraycopy(between, 0, result, from, between.length);
    System.arraycopy(body, to, result, from + between.length, body.length - to);
    return result;
  }

  private static boolean isBounded(JsonNode value, int depth) {
    if (value.isContainerNode()) {
      if (depth > 64) {
        return false;
      }
      for (JsonNode part : value) {
        if (!isBounded(part, depth + 1)) {
          return false;
        }
      }
    }
    return !value.isNumber() || value.decimalValue().toPlainString().length() <= 403;
  }

  private static boolean isJson(byte[] body) {
    try {
      return !PLAIN
          .readTree(new String(body, StandardCharsets.UTF_8).replace("\ufeff", ""))
          .isMissingNode();
    } catch (JsonProcessingException none) {
      return false;
    }
  }
}
