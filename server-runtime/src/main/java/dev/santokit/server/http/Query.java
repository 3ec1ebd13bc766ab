package dev.santokit.server.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.santokit.project.logic.Parameter;
import dev.santokit.project.logic.ParameterType;
import dev.santokit.project.logic.Parameters;
import dev.santokit.server.call.Refusal;
import dev.santokit.server.call.RefusalCode;
import dev.santokit.server.function.Preparation;
import dev.santokit.server.json.StrictJson;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * Parameters as a URL has them: {@code limit=20&name=a+b}.
 *
 * @param values texts by name, each once
 */
record Query(SequencedMap<String, String> values) {

  private static final int HEX = 16;

  /** Makes it read-only. */
  Query {
    values = Collections.unmodifiableSequencedMap(values);
  }

  /**
   * Reads the part of a URL behind the question mark, as forms write it.
   *
   * @param raw null without one
   * @throws Refusal VALIDATION_ERROR when it is none, or has a name twice
   */
  static Query read(@Nullable String raw) {
    var values = new LinkedHashMap<String, String>();
    for (String pair : raw == null ? new String[0] : raw.split("&")) {
      if (pair.isEmpty()) {
        continue;
      }
      int equals = pair.indexOf('=');
      String name = decoded(equals < 0 ? pair : pair.substring(0, equals), true);
      String value = equals < 0 ? "" : decoded(pair.substring(equals + 1), true);
      if (values.putIfAbsent(name, value) != null) {
        throw invalid("The query has " + Preparation.shown(name) + " twice");
      }
    }
    return new Query(values);
  }

  /**
   * A path without its percent signs.
   *
   * @throws Refusal VALIDATION_ERROR when it is no UTF-8
   */
  static String path(String raw) {
    return decoded(raw, false);
  }

  private static String decoded(String text, boolean plusIsSpace) {
    if (text.indexOf('%') < 0 && (!plusIsSpace || text.indexOf('+') < 0) && isAscii(text)) {
      return text;
    }
    var bytes = new ByteArrayOutputStream(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '%') {
        bytes.write(hex(text, i + 1) * HEX + hex(text, i + 2));
        i += 2;
      } else if (c > '\u00ff') {
        throw invalid("The URL is not valid UTF-8");
      } else {
        bytes.write(c == '+' && plusIsSpace ? ' ' : c);
      }
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes.toByteArray()))
          .toString();
    } catch (CharacterCodingException none) {
      throw invalid("The URL is not valid UTF-8");
    }
  }

  private static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) > '\u007f') {
        return false;
      }
    }
    return true;
  }

  private static int hex(String text, int at) {
    int digit = at < text.length() ? Character.digit(text.charAt(at), HEX) : -1;
    if (digit < 0) {
      throw invalid("The URL has a % without two hex digits");
    }
    return digit;
  }

  /**
   * The parameters of a call as JSON. Of strings, uuids, dates and timestamps the value is the text
   * itself, of all other types it is read as JSON. Whether they fit is for the function to say.
   *
   * @throws Refusal VALIDATION_ERROR when one should be JSON and is not
   */
  ObjectNode params(Parameters declared) {
    ObjectNode params = JsonNodeFactory.instance.objectNode();
    values.forEach((name, text) -> params.set(name, value(declared.byName().get(name), text)));
    return params;
  }

  private static JsonNode value(@Nullable Parameter declared, String text) {
    if (declared == null || isText(declared.type())) {
      return TextNode.valueOf(text);
    }
    return StrictJson.read(text.getBytes(StandardCharsets.UTF_8))
        .orElseThrow(() ->
            Refusal.of(
                RefusalCode.VALIDATION_ERROR,
                "Invalid parameter "
                    + declared.name()
                    + ": must be JSON of type "
                    + declared.type().word(),
                JsonNodeFactory.instance.objectNode().put("parameter", declared.name())));
  }

  private static boolean isText(ParameterType type) {
    return switch (type) {
      case ParameterType.Scalar.STRING,
          ParameterType.Scalar.UUID,
          ParameterType.Scalar.DATE,
          ParameterType.Scalar.TIMESTAMP ->
          true;
      case ParameterType.Scalar.INT,
          ParameterType.Scalar.NUMBER,
          ParameterType.Scalar.BOOL,
          ParameterType.Scalar.JSON ->
          false;
      case ParameterType.Array _ -> false;
    };
  }

  private static Refusal invalid(String message) {
    return Refusal.of(RefusalCode.VALIDATION_ERROR, message);
  }
}
