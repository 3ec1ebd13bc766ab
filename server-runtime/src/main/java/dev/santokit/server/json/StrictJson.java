package dev.santokit.server.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ValueNode;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * Reads JSON that strangers send: one value, no key twice, in UTF-8, at most 64 levels deep,
 * numbers of at most 400 digits when written out, text of whole characters. Numbers keep all their
 * digits.
 */
public final class StrictJson {

  private static final int DEEPEST = 64;
  private static final int MOST_DIGITS = 400;

  private static final String BYTE_ORDER_MARK = "\ufeff";

  private static final JsonMapper MAPPER = mapper();

  private StrictJson() {}

  private static JsonMapper mapper() {
    var factory =
        JsonFactory.builder()
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST)
                    .maxNumberLength(MOST_DIGITS)
                    .maxStringLength(Integer.MAX_VALUE) // the size of the whole is bounded before
                    .build())
            // Names come from strangers: they must not fill the JVM's table of strings.
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();
    return JsonMapper.builder(factory)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
        .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
        .nodeFactory(new BoundedNumbers())
        .build();
  }

  /** The value, or empty when {@code bytes} are not such JSON. */
  public static Optional<JsonNode> read(byte[] bytes) {
    try {
      String text = text(bytes);
      JsonNode value = MAPPER.readTree(text);
      // Half a character can be written as an escape alone, and is lost when it is written as
      // UTF-8.
      return value.isMissingNode() || (text.contains("\\u") && !isUnicode(value))
          ? Optional.empty()
          : Optional.of(value);
    } catch (JsonProcessingException | CharacterCodingException | NumberTooLong notStrict) {
      return Optional.empty();
    } catch (NumberFormatException exponent) {
      return Optional.empty(); // Jackson lets it through as it is
    }
  }

  private static boolean isUnicode(JsonNode value) {
    if (value.isTextual()) {
      return isUnicode(value.textValue());
    }
    for (Map.Entry<String, JsonNode> field : value.properties()) {
      if (!isUnicode(field.getKey())) {
        return false;
      }
    }
    for (JsonNode part : value) {
      if (!isUnicode(part)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isUnicode(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isSurrogate(c)) {
        if (!Character.isHighSurrogate(c)
            || i + 1 == text.length()
            || !Character.isLowSurrogate(text.charAt(i + 1))) {
          return false;
        }
        i++;
      }
    }
    return true;
  }

  /** Jackson would guess at other encodings, and take characters in forms that UTF-8 forbids. */
  private static String text(byte[] bytes) throws CharacterCodingException {
    String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
  }

  /** {@code 1e999999999} is short and needs a gigabyte as soon as someone writes it out. */
  private static final class BoundedNumbers extends JsonNodeFactory {

    BoundedNumbers() {
      super(true); // 1.50 stays 1.50
    }

    @Override
    public ValueNode numberNode(BigDecimal number) {
      if (Math.abs((long) number.scale()) + number.precision() > MOST_DIGITS) {
        throw new NumberTooLong();
      }
      return DecimalNode.valueOf(number);
    }
  }

  private static final class NumberTooLong extends RuntimeException {
    NumberTooLong() {
      super(null, null, false, false);
    }
  }
}
