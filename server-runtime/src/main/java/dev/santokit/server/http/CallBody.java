package dev.santokit.server.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.santokit.project.logic.FunctionPath;
import dev.santokit.project.problem.Nearest;
import dev.santokit.server.call.Refusal;
import dev.santokit.server.call.RefusalCode;
import dev.santokit.server.json.StrictJson;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a client asks for.
 *
 * @param params null when it gives none
 */
record CallBody(String path, @Nullable JsonNode params) {

  private static final Set<String> KEYS = Set.of("path", "params");
  private static final int LONGEST_SHOWN = 200;
  private static final Set<String> NOT_YET = Set.of("batch", "transaction");

  /**
   * Reads it.
   *
   * @throws Refusal VALIDATION_ERROR when it is none; AUTHORIZATION_ERROR for a private path,
   *     before anyone looks whether it exists
   */
  static CallBody read(byte[] bytes) {
    JsonNode body = StrictJson.read(bytes).orElseThrow(() -> invalid("Invalid JSON body"));
    if (!body.isObject()) {
      throw invalid("The body must be an object {\"path\", \"params\"}");
    }
    body.fieldNames().forEachRemaining(CallBody::check);
    JsonNode path = body.path("path");
    if (!path.isTextual()) {
      throw invalid(path.isMissingNode() ? "Missing path" : "path must be a string");
    }
    String shown = shown(path.textValue());
    if (FunctionPath.isPrivate(path.textValue())) {
      throw Refusal.of(
          RefusalCode.AUTHORIZATION_ERROR, "Permission denied for " + shown + ": it is private");
    }
    JsonNode params = body.get("params");
    return new CallBody(shown, params == null || params.isNull() ? null : params);
  }

  /** What messages repeat has a bound; nothing that is longer exists. */
  private static String shown(String text) {
    return text.length() > LONGEST_SHOWN ? text.substring(0, LONGEST_SHOWN) + "…" : text;
  }

  private static void check(String key) {
    if (NOT_YET.contains(key)) {
      throw invalid(key + " is not supported yet");
    }
    if (!KEYS.contains(key)) {
      throw invalid("Unknown key " + shown(key) + " in the body; " + Nearest.hint(key, KEYS));
    }
  }

  private static Refusal invalid(String message) {
    return Refusal.of(RefusalCode.VALIDATION_ERROR, message);
  }
}
