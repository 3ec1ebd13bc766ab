package dev.santokit.server.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.santokit.server.call.Refusal;
import java.nio.charset.StandardCharsets;

/** The one shape of errors, whatever the path and status. */
final class ErrorBody {

  private ErrorBody() {}

  /** {@code {"error": {"code", "message", "details"?, "requestId"}}}. */
  static byte[] of(Refusal refusal, String requestId) {
    ObjectNode error = JsonNodeFactory.instance.objectNode();
    error.put("code", refusal.code());
    error.put("message", refusal.text());
    if (refusal.details() != null) {
      error.set("details", refusal.details());
    }
    error.put("requestId", requestId);
    return JsonNodeFactory.instance
        .objectNode()
        .set("error", error)
        .toString()
        .getBytes(StandardCharsets.UTF_8);
  }
}
