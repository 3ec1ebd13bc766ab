package dev.santokit.project.release;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.erdtman.jcs.JsonCanonicalizer;

/** JSON as RFC 8785 writes it: equal values are equal bytes, on every machine. */
public final class CanonicalJson {

  private CanonicalJson() {}

  /**
   * The canonical text.
   *
   * @param json an object or array
   * @throws IllegalArgumentException when RFC 8785 has no form for it: a number beyond doubles
   */
  static String text(JsonNode json) {
    try {
      return new JsonCanonicalizer(json.toString()).getEncodedString();
    } catch (IOException e) {
      throw new IllegalArgumentException("no canonical form: " + e.getMessage(), e);
    }
  }

  /**
   * The canonical text in UTF-8.
   *
   * @param json an object or array
   * @throws IllegalArgumentException when RFC 8785 has no form for it: a number beyond doubles,
   *     half a surrogate pair
   */
  public static byte[] bytes(JsonNode json) {
    return utf8(text(json));
  }

  /** UTF-8, which has no bytes for half a surrogate pair: two texts never have the same bytes. */
  static byte[] utf8(String text) {
    try {
      var buffer = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
      byte[] bytes = new byte[buffer.remaining()];
      buffer.get(bytes);
      return bytes;
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("the text is no valid Unicode", e);
    }
  }
}
