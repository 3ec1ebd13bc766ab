package dev.santokit.server.wasm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.santokit.project.logic.Arguments;
import dev.santokit.server.call.CallRequest;
import dev.santokit.server.call.Caller;
import dev.santokit.server.call.Deadline;
import dev.santokit.server.call.Invocation;
import dev.santokit.server.call.Refusal;
import dev.santokit.server.call.RefusalCode;
import dev.santokit.server.call.Session;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** A call with a parameter {@code do} behind which is nothing. */
final class Aimless implements Invocation {

  private final Map<String, JsonNode> arguments;
  private final Deadline deadline;

  Aimless(char letter, Duration time) {
    deadline = Deadline.in(time);
    arguments = Map.of("do", TextNode.valueOf(String.valueOf(letter)));
  }

  @Override
  public String path() {
    return "a/b";
  }

  @Override
  public Caller caller() {
    return new Caller.Anonymous();
  }

  @Override
  public Arguments arguments() {
    return new Arguments(new LinkedHashMap<>(arguments));
  }

  @Override
  public CallRequest request() {
    return new CallRequest(
        "POST", "/call", Collections.unmodifiableSortedMap(new TreeMap<>()), "r", "127.0.0.1");
  }

  @Override
  public Deadline deadline() {
    return deadline;
  }

  @Override
  public String target() {
    return "main";
  }

  @Override
  public Session database(String alias) {
    throw Refusal.internal();
  }

  @Override
  public byte[] invoke(String path, JsonNode parameters) {
    if (path.isEmpty()) {
      throw Refusal.of(RefusalCode.NOT_FOUND, "nothing");
    }
    return "1".getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public String secret(String name) {
    throw Refusal.internal();
  }

  @Override
  public void threw(String stack) {
    // Nobody reads it.
  }

  @Override
  public void log(LogLevel level, String text) {
    // Nobody reads it.
  }
}
