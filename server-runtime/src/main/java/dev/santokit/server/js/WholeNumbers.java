package dev.santokit.server.js;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * Whole numbers in JSON that JavaScript's numbers cannot hold, such as {@code 9007199254740993}:
 * read by {@code JSON.parse} they silently become others, and a function would then work with the
 * row of someone else.
 */
final class WholeNumbers {

  /** Whole numbers of fewer digits are below 2^53. */
  private static final int SAFE_DIGITS = 15;

  private static final JsonFactory JSON = new JsonFactory();

  private WholeNumbers() {}

  /** The name of the first member whose value would change; its index where it has no name. */
  static Optional<String> unsafe(byte[] json) {
    return hasLongNumber(json) ? firstUnsafe(json) : Optional.empty();
  }

  /** Whether there are more digits in a row than are safe, outside of strings. */
  private static boolean hasLongNumber(byte[] json) {
    int digits = 0;
    boolean inString = false;
    for (int i = 0; i < json.length; i++) {
      byte b = json[i];
      if (inString) {
        if (b == '\\') {
          i++;
        } else if (b == '"') {
          inString = false;
        }
      } else if (b >= '0' && b <= '9') {
        if (++digits > SAFE_DIGITS) {
          return true;
        }
      } else {
        digits = 0;
        inString = b == '"';
      }
    }
    return false;
  }

  private static Optional<String> firstUnsafe(byte[] json) {
    try (JsonParser parser = JSON.createParser(json)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token == JsonToken.VALUE_NUMBER_INT && !isHeld(parser)) {
          String name = parser.currentName();
          return Optional.of(
              name == null ? "[" + parser.getParsingContext().getCurrentIndex() + "]" : name);
        }
      }
      return Optional.empty();
    } catch (IOException ours) {
      throw new UncheckedIOException("the server wrote no JSON", ours);
    }
  }

  private static boolean isHeld(JsonParser parser) throws IOException {
    if (parser.getTextLength() <= SAFE_DIGITS) {
      return true;
    }
    double nearest = Double.parseDouble(parser.getText());
    return Double.isFinite(nearest)
        && new BigDecimal(nearest).compareTo(new BigDecimal(parser.getText())) == 0;
  }
}
