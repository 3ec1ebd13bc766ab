package dev.santokit.server.js;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.santokit.project.logic.Arguments;
import dev.santokit.project.logic.FunctionPath;
import dev.santokit.project.problem.Position;
import dev.santokit.server.call.CallRequest;
import dev.santokit.server.call.Caller;
import dev.santokit.server.call.Deadline;
import dev.santokit.server.call.Invocation;
import dev.santokit.server.call.Refusal;
import dev.santokit.server.call.RefusalCode;
import dev.santokit.server.call.Session;
import dev.santokit.server.call.Uncompilable;
import dev.santokit.server.fetch.Fetcher;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;

/**
 * Functions in JavaScript that call each other, with what they can reach written down instead of
 * done. Shared by the tests of this package.
 */
final class Script {

  static final ObjectMapper JSON = new ObjectMapper();

  /** No test of these asks other servers. */
  static final Fetcher NO_NETWORK =
      (request, done) -> {
        throw new AssertionError("asked " + request.url());
      };

  private final JsEngine engine;
  private final Map<String, JsFunction> functions = new LinkedHashMap<>();
  private final Map<String, byte[]> rows = new LinkedHashMap<>();

  /** What was asked of databases, in order. */
  final List<String> statements = Collections.synchronizedList(new ArrayList<>());

  /** What was logged, in order: {@code INFO text}. */
  final List<String> log = Collections.synchronizedList(new ArrayList<>());

  Caller caller = new Caller.Anonymous();

  /** Whoever asks for a secret waits for this. */
  CountDownLatch gate = new CountDownLatch(0);

  private final AtomicInteger atGate = new AtomicInteger();
  Duration time = Duration.ofSeconds(20);

  Script(JsEngine engine) {
    this.engine = engine;
  }

  /** Adds a function with this source. */
  Script function(String path, String source) throws Uncompilable {
    return function(path, source, Map.of());
  }

  Script function(String path, String source, Map<String, String> modules) throws Uncompilable {
    functions.put(
        path, JsFunction.compile(engine, new FunctionPath(path), source, Position.START, modules));
    return this;
  }

  /** What a statement answers. */
  Script answers(String sql, String json) {
    rows.put(sql, json.getBytes(StandardCharsets.UTF_8));
    return this;
  }

  /** Calls a function from outside, with parameters as JSON. */
  String call(String path, String params) {
    return run(path, json(params), Deadline.in(time), 1);
  }

  String call(String path) {
    return call(path, "{}");
  }

  /** Returns when this many calls wait at the gate. */
  void awaitAtGate(int count) {
    Awaitility.await().atMost(20, TimeUnit.SECONDS).until(() -> atGate.get() == count);
  }

  static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException invalid) {
      throw new UncheckedIOException(invalid);
    }
  }

  private String run(String path, JsonNode params, Deadline deadline, int depth) {
    JsFunction function = functions.get(path);
    if (function == null) {
      throw Refusal.of(RefusalCode.NOT_FOUND, "No function " + path);
    }
    var answer = function.run(new Run(path, params, deadline, depth));
    return new String(answer.json(), StandardCharsets.UTF_8);
  }

  private final class Run implements Invocation {

    private final String path;
    private final JsonNode params;
    private final Deadline deadline;
    private final int depth;

    Run(String path, JsonNode params, Deadline deadline, int depth) {
      this.path = path;
      this.params = params;
      this.deadline = deadline;
      this.depth = depth;
    }

    @Override
    public String path() {
      return path;
    }

    @Override
    public Caller caller() {
      return caller;
    }

    @Override
    public Arguments arguments() {
      var byName = new LinkedHashMap<String, JsonNode>();
      params.properties().forEach(field -> byName.put(field.getKey(), field.getValue()));
      return new Arguments(byName);
    }

    @Override
    public CallRequest request() {
      return new CallRequest(
          "POST",
          "/call",
          new TreeMap<>(Map.of("accept-language", "de")),
          "request-1",
          "192.0.2.1");
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
      return new Recorded(alias);
    }

    @Override
    public byte[] invoke(String path, JsonNode parameters) {
      if (depth == 16) {
        throw Refusal.of(RefusalCode.VALIDATION_ERROR, "too deep");
      }
      return run(path, parameters, deadline, depth + 1).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String secret(String name) {
      if (!name.equals("API_KEY")) {
        throw Refusal.internal();
      }
      atGate.incrementAndGet();
      try {
        gate.await();
      } catch (InterruptedException cut) {
        throw Refusal.timeout();
      }
      return "s3cr\"t";
    }

    @Override
    public void threw(String stack) {
      log.add("THREW " + stack);
    }

    @Override
    public void log(LogLevel level, String text) {
      log.add(level + " " + text);
    }
  }

  private final class Recorded implements Session {

    private final String alias;

    Recorded(String alias) {
      this.alias = alias;
    }

    @Override
    public byte[] query(String sql, List<JsonNode> parameters) {
      statements.add(alias + ": " + sql + " " + parameters);
      if (sql.equals("fail")) {
        throw Refusal.of(RefusalCode.CONFLICT, "A row with this key exists");
      }
      if (sql.equals("defect")) {
        throw new IllegalStateException("of ours");
      }
      return rows.getOrDefault(sql, "[]".getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public Transaction begin() {
      statements.add(alias + ": begin");
      return new Transaction() {
        @Override
        public byte[] query(String sql, List<JsonNode> parameters) {
          return Recorded.this.query(sql, parameters);
        }

        @Override
        public void commit() {
          statements.add(alias + ": commit");
        }

        @Override
        public void rollback() {
          statements.add(alias + ": rollback");
        }
      };
    }
  }
}
