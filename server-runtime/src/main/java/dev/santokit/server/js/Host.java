package dev.santokit.server.js;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.santokit.server.call.Invocation;
import dev.santokit.server.call.Invocation.LogLevel;
import dev.santokit.server.call.Refusal;
import dev.santokit.server.call.Session;
import dev.santokit.server.fetch.FetchRefused;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;
import java.util.regex.Pattern;
import org.graalvm.polyglot.Value;
import org.jspecify.annotations.Nullable;

/** The server's side of one call: what the prelude asks for, and what it says at the end. */
final class Host {

  /** Keeps the digits of numbers: what a function hands on arrives as it was. */
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  /** The prelude's own frames of a stack trace, which say nothing to a function's author. */
  private static final Pattern PRELUDE_FRAME =
      Pattern.compile("\\n +at [^\\n]*\\(" + Sandbox.PRELUDE + ":\\d+:\\d+\\)");

  private final Invocation invocation;
  private final Fetches fetches;
  private final SequencedMap<Integer, Session.Transaction> open = new LinkedHashMap<>();
  private final List<RuntimeException> failures = new ArrayList<>();
  private int begun;
  private @Nullable JsOutcome outcome;
  private @Nullable StackOverflowError overflow;

  Host(Invocation invocation, Fetches fetches) {
    this.invocation = invocation;
    this.fetches = fetches;
  }

  /**
   * Waits for a request to another server that the call has begun.
   *
   * @return its number; null when there is nothing to wait for
   * @throws Refusal TIMEOUT when time is over before it comes
   */
  @Nullable Integer awaited() {
    return outcome == null && overflow == null ? fetches.next() : null;
  }

  /** The arguments as the prelude gets them. */
  String params() {
    return invocation.arguments().toJson().toString();
  }

  /** {@code context.request}, as the prelude gets it. */
  String request() {
    return invocation.request().toJson(invocation.caller()).toString();
  }

  /**
   * Does what the prelude asks for: an operation, and what belongs to it. The reply is {@code =}
   * and JSON, or {@code !} and the properties of a failure, or {@code ?} and what the author did
   * wrong, or {@code /} and why another server did not answer.
   */
  String serve(Value... arguments) {
    try {
      return "=" + done(arguments);
    } catch (Misuse misuse) {
      return "?" + TextNode.valueOf(misuse.what);
    } catch (Refusal refusal) {
      return "!" + failed(refusal, refusal);
    } catch (FetchRefused refused) {
      return "/" + TextNode.valueOf(refused.what());
    } catch (RuntimeException defect) {
      return "!" + failed(defect, Refusal.internal());
    } catch (StackOverflowError deep) {
      // Wherever in the server that was, something may be half done: this call cannot succeed.
      overflow = deep;
      throw deep;
    }
  }

  private String done(Value... arguments) throws Misuse, FetchRefused {
    return switch (arguments[0].asString()) {
      case "query" ->
          rows(
              session(arguments[1])
                  .query(arguments[2].asString(), values(arguments[3].asString())));
      case "begin" -> {
        open.put(++begun, session(arguments[1]).begin());
        yield Integer.toString(begun);
      }
      case "queryIn" ->
          rows(
              transaction(arguments[1])
                  .query(arguments[2].asString(), values(arguments[3].asString())));
      case "commit" -> {
        // Whatever comes of it, it is over.
        ended(arguments[1]).commit();
        yield "null";
      }
      case "rollback" -> {
        ended(arguments[1]).rollback();
        yield "null";
      }
      case "invoke" ->
          rows(invocation.invoke(arguments[1].asString(), parsed(arguments[2].asString())));
      case "secret" -> TextNode.valueOf(invocation.secret(arguments[1].asString())).toString();
      case "fetch" ->
          Integer.toString(
              fetches.begin(
                  parsed(arguments[1].asString()),
                  arguments[2].asString().equals("text")
                      ? arguments[3].asString().getBytes(StandardCharsets.UTF_8)
                      : arguments[3].asString().getBytes(StandardCharsets.ISO_8859_1)));
      case "fetched" -> fetches.head(arguments[1].asInt()).toString();
      case "body" -> {
        // As it is, for it may be long: no JSON.
        byte[] body = fetches.body(arguments[1].asInt());
        yield arguments[2].asString().equals("text")
            ? text(body)
            : new String(body, StandardCharsets.ISO_8859_1);
      }
      case "log" -> {
        invocation.log(
            LogLevel.valueOf(arguments[1].asString().toUpperCase(Locale.ROOT)),
            arguments[2].asString());
        yield "null";
      }
      default -> throw new IllegalArgumentException(arguments[0].asString());
    };
  }

  /** As browsers read it. */
  private static String text(byte[] body) {
    String text = new String(body, StandardCharsets.UTF_8);
    return text.startsWith("\ufeff") ? text.substring(1) : text;
  }

  private Session session(Value alias) {
    return invocation.database(alias.isNull() ? invocation.target() : alias.asString());
  }

  private Session.Transaction transaction(Value number) throws Misuse {
    Session.Transaction transaction = open.get(number.asInt());
    if (transaction == null) {
      throw new Misuse("this transaction is over");
    }
    return transaction;
  }

  private Session.Transaction ended(Value number) throws Misuse {
    Session.Transaction transaction = transaction(number);
    open.remove(number.asInt());
    return transaction;
  }

  private static List<JsonNode> values(String json) throws Misuse {
    var values = new ArrayList<JsonNode>();
    parsed(json).forEach(values::add);
    return values;
  }

  private static String rows(byte[] json) throws Misuse {
    var unsafe = WholeNumbers.unsafe(json);
    if (unsafe.isPresent()) {
      throw new Misuse(
          unsafe.get()
              + " is a whole number that JavaScript cannot hold exactly: cast it to text in the statement");
    }
    return new String(json, StandardCharsets.UTF_8);
  }

  private String failed(RuntimeException failure, Refusal shown) {
    failures.add(failure);
    ObjectNode error = JSON.createObjectNode();
    error.put("id", failures.size() - 1);
    error.put("message", shown.text());
    error.put("status", shown.status());
    error.put("code", shown.code());
    if (shown.details() != null) {
      error.set("details", shown.details());
    }
    return error.toString();
  }

  /** Takes what the prelude says of the end: a word and what belongs to it. */
  @Nullable Object settle(Value... arguments) {
    String text = arguments[1].asString();
    outcome =
        arguments[0].asString().equals("returned") ? new JsOutcome.Returned(text) : threw(text);
    return null;
  }

  private JsOutcome threw(String text) {
    JsonNode thrown;
    try {
      thrown = parsed(text);
    } catch (Misuse unreadable) {
      return new JsOutcome.Unfinished("it threw something whose details cannot be sent");
    }
    String stack = PRELUDE_FRAME.matcher(thrown.path("stack").asText()).replaceAll("");
    JsonNode failure = thrown.get("failure");
    if (failure != null) {
      return new JsOutcome.Failed(stack, failures.get(failure.intValue()));
    }
    JsonNode status = thrown.get("status");
    return new JsOutcome.Threw(
        stack,
        status == null ? null : status.intValue(),
        thrown.path("code").textValue(),
        thrown.path("message").textValue(),
        thrown.get("details"));
  }

  /**
   * The realm is left for good: undoes what the function left open, so that it does not become part
   * of what its caller does next, and says how the call ended.
   */
  JsOutcome end() {
    fetches.close();
    boolean leftOpen = !open.isEmpty();
    open.reversed().values().forEach(Session.Transaction::rollback);
    open.clear();
    if (overflow != null) {
      return new JsOutcome.Broken(overflow);
    }
    if (outcome == null) {
      return new JsOutcome.Unfinished("it waits for a promise that nothing will settle");
    }
    if (leftOpen && outcome instanceof JsOutcome.Returned) {
      return new JsOutcome.Unfinished(
          "it returned while a transaction was open, which is rolled back: await context.db.tx");
    }
    return outcome;
  }

  private static JsonNode parsed(String json) throws Misuse {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException beyondBounds) {
      // JSON.stringify wrote it, which knows no bounds of depth and length.
      throw new Misuse("a value is nested too deep or too long");
    }
  }

  /** What a function's author did wrong; clients are not told. */
  private static final class Misuse extends Exception {

    private final String what;

    Misuse(String what) {
      super(what, null, false, false);
      this.what = what;
    }
  }
}
