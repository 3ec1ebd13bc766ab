package dev.santokit.server.wasm;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** JSON that a module has written: it is checked before anybody believes it. */
final class JsonText {

  /** Keeps the digits of numbers: what a function hands on arrives as it was. */
  static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private JsonText() {}

  /** It is not JSON in UTF-8. */
  static final class Invalid extends Exception {
    Invalid(String what) {
      super(what, null, false, false);
    }

    String what() {
      return String.valueOf(getMessage());
    }
  }

  /** The value. */
  static JsonNode tree(byte[] json) throws Invalid {
    try {
      JsonNode tree = JSON.readTree(decoded(json));
      if (tree.isMissingNode()) {
        throw new Invalid("it is empty");
      }
      return tree;
    } catch (JsonProcessingException malformed) {
      throw invalid(malformed);
    }
  }

  /**
   * Nothing when it is one value.
   *
   * @return whether it is an object whose first member is {@code error}
   */
  static boolean beginsWithError(byte[] json) throws Invalid {
    // Of characters: from bytes the parser would guess at other encodings than UTF-8.
    try (JsonParser parser = JSON.createParser(decoded(json))) {
      JsonToken first = parser.nextToken();
      if (first == null) {
        throw new Invalid("it is empty");
      }
      boolean error = false;
      if (first == JsonToken.START_OBJECT) {
        error = parser.nextToken() == JsonToken.FIELD_NAME && parser.currentName().equals("error");
        int depth = parser.currentToken() == JsonToken.END_OBJECT ? 0 : 1;
        while (depth > 0) {
          depth += change(parser.nextToken());
        }
      } else {
        parser.skipChildren();
      }
      if (parser.nextToken() != null) {
        throw new Invalid("more than one value");
      }
      return error;
    } catch (JsonProcessingException malformed) {
      throw invalid(malformed);
    } catch (IOException impossible) {
      throw new IllegalStateException("a text in memory could not be read", impossible);
    }
  }

  private static int change(JsonToken token) throws Invalid {
    if (token == null) {
      throw new Invalid("it ends too early");
    }
    return token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
  }

  private static String decoded(byte[] json) throws Invalid {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(json)).toString();
    } catch (CharacterCodingException malformed) {
      throw new Invalid("it is not UTF-8");
    }
  }

  private static Invalid invalid(JsonProcessingException malformed) {
    return new Invalid(malformed.getOriginalMessage());
  }
}
