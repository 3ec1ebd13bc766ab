package dev.santokit.server.call;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.SortedMap;

/**
 * What logic may know of the request.
 *
 * @param method of HTTP
 * @param path of the URL, without a query
 * @param headers by name in lower case, without authorization, cookie, proxy-* and x-forwarded-*;
 *     several of one name joined by a comma
 * @param requestId what errors and logs show
 * @param clientAddress the address that the client has, not that of a proxy that the project
 *     trusts: {@code 203.0.113.7}, {@code 2001:db8::1} in Java's spelling. For the server's own
 *     records; logic does not see it
 */
public record CallRequest(
    String method,
    String path,
    SortedMap<String, String> headers,
    String requestId,
    String clientAddress) {

  /** As logic gets it: with {@code user} when a token was verified. */
  public ObjectNode toJson(Caller caller) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("method", method);
    json.put("path", path);
    var names = json.putObject("headers");
    headers.forEach(names::put);
    switch (caller) {
      case Caller.Anonymous() -> {}
      case Caller.User(var id, var email, var roles) -> {
        var user = json.putObject("user").put("id", id).put("email", email);
        roles.forEach(user.putArray("roles")::add);
      }
    }
    return json.put("requestId", requestId);
  }
}
