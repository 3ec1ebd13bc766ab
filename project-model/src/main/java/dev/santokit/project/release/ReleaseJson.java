package dev.santokit.project.release;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** Reads the JSON of manifests and shards strictly: one document, no key twice, exact numbers. */
final class ReleaseJson {

  static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private ReleaseJson() {}

  /**
   * The object that {@code text} is.
   *
   * @param what its name in the message
   * @throws ReleaseRefused when it is none
   */
  static JsonNode parse(String text, String what) throws ReleaseRefused {
    try {
      JsonNode json = MAPPER.readTree(text);
      if (json != null && json.isObject()) {
        return json;
      }
    } catch (JsonProcessingException e) {
      throw new ReleaseRefused(what + " is no JSON: " + e.getOriginalMessage(), e);
    } catch (NumberFormatException e) { // an exponent that no BigDecimal has
      throw new ReleaseRefused(what + " has a number that is too large", e);
    }
    throw new ReleaseRefused(what + " is no JSON object");
  }
}
