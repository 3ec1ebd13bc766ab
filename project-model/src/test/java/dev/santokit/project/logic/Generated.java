package dev.santokit.project.logic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.santokit.project.problem.Position;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Values made at random from a seed, so that a test that fails says how to fail again. */
public final class Generated {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final String[] WORDS = {
    "a",
    "users",
    "x y",
    "é",
    "\u20ac",
    "\ud83d\ude00",
    "\"",
    "\\",
    "\n",
    "\u0001",
    "</script>",
    "zz"
  };

  private final RandomGenerator random;

  /** Values made of what {@code random} gives. */
  public Generated(RandomGenerator random) {
    this.random = random;
  }

  /** Runs a check with the values of many seeds. */
  public static void each(int seeds, Consumer<Generated> check) {
    for (long seed = 0; seed < seeds; seed++) {
      try {
        check.accept(new Generated(new Random(seed)));
      } catch (RuntimeException | AssertionError e) {
        throw new AssertionError("with seed " + seed + ": " + e.getMessage(), e);
      }
    }
  }

  public int number(int bound) {
    return random.nextInt(bound);
  }

  public <T> List<T> shuffled(List<T> list) {
    var copy = new ArrayList<>(list);
    Collections.shuffle(copy, random);
    return copy;
  }

  public byte[] bytes(int most) {
    byte[] bytes = new byte[random.nextInt(most)];
    random.nextBytes(bytes);
    return bytes;
  }

  public String text() {
    var text = new StringBuilder();
    int words = random.nextInt(4);
    for (int i = 0; i < words; i++) {
      text.append(WORDS[random.nextInt(WORDS.length)]);
    }
    return text.toString();
  }

  /** Functions with paths that differ. */
  public List<LogicFunction> functions(int most) {
    int count = random.nextInt(most + 1);
    var functions = new ArrayList<LogicFunction>();
    for (int i = 0; i < count; i++) {
      functions.add(function("n" + random.nextInt(3) + "/f" + i));
    }
    return functions;
  }

  private LogicFunction function(String path) {
    boolean js = random.nextBoolean();
    var modules = new TreeMap<String, String>();
    for (int i = 0; js && i < random.nextInt(3); i++) {
      modules.put("lib/m" + i + ".js", text());
    }
    boolean wasm = !js && random.nextInt(3) == 0;
    LogicType type = js ? LogicType.JS : wasm ? LogicType.WASM : LogicType.SQL;
    String body = wasm ? WasmModule.text(bytes(40)) : text();
    return new LogicFunction(
        new FunctionPath(path),
        type,
        config(),
        new Source(body, modules, "logic/" + path + "." + type.word(), Position.START));
  }

  public FunctionConfig config() {
    Access access = access();
    return new FunctionConfig(
        one("main", "logs"),
        access,
        maybe(() -> cache(access)),
        random.nextBoolean(),
        parameters(),
        maybe(() -> random.nextBoolean() ? JSON.textNode(text()) : json(2)),
        strings(),
        maybe(() -> Duration.ofMillis(1 + random.nextInt(100_000))),
        maybe(this::rateLimit),
        maybe(this::text),
        strings());
  }

  private CachePolicy cache(Access access) {
    return new CachePolicy(
        Duration.ofMillis(1 + random.nextInt(100_000)),
        access instanceof Access.Public ? one(CachePolicy.Scope.values()) : CachePolicy.Scope.USER);
  }

  private RateLimit rateLimit() {
    return new RateLimit(
        1 + random.nextInt(1_000_000),
        Duration.ofMillis(1 + random.nextInt(100_000)),
        one(RateLimit.Key.values()));
  }

  private Access access() {
    return switch (random.nextInt(3)) {
      case 0 -> new Access.Public();
      case 1 -> new Access.Authenticated();
      default -> new Access.Roles(List.of("admin" + random.nextInt(3), "support"));
    };
  }

  public Parameters parameters() {
    var byName = new LinkedHashMap<String, Parameter>();
    int count = random.nextInt(4);
    for (int i = 0; i < count; i++) {
      String name = "p" + random.nextInt(10);
      byName.put(name, parameter(name));
    }
    return new Parameters(byName);
  }

  private Parameter parameter(String name) {
    ParameterType.Scalar scalar = one(ParameterType.Scalar.values());
    ParameterType type = random.nextInt(4) == 0 ? new ParameterType.Array(scalar) : scalar;
    boolean bounded =
        type instanceof ParameterType.Array
            || type == ParameterType.Scalar.INT
            || type == ParameterType.Scalar.NUMBER
            || type == ParameterType.Scalar.STRING;
    JsonNode standing = maybe(() -> value(type));
    return new Parameter(
        name,
        type,
        standing == null && random.nextBoolean(),
        standing,
        bounded ? maybe(() -> BigDecimal.ZERO) : null,
        bounded ? maybe(() -> new BigDecimal("1e15")) : null,
        maybe(this::text));
  }

  /** A value that a parameter of the type takes. */
  public JsonNode value(ParameterType type) {
    return switch (type) {
      case ParameterType.Scalar.STRING -> JSON.textNode(text());
      case ParameterType.Scalar.INT -> JSON.numberNode(random.nextLong(1L << 40));
      case ParameterType.Scalar.NUMBER -> JSON.numberNode(random.nextInt(1 << 20) / 64.0);
      case ParameterType.Scalar.BOOL -> JSON.booleanNode(random.nextBoolean());
      case ParameterType.Scalar.JSON -> json(3);
      case ParameterType.Scalar.UUID ->
          JSON.textNode(new java.util.UUID(random.nextLong(), random.nextLong()).toString());
      case ParameterType.Scalar.DATE ->
          JSON.textNode(java.time.LocalDate.ofEpochDay(random.nextInt(40_000)).toString());
      case ParameterType.Scalar.TIMESTAMP ->
          JSON.textNode(java.time.Instant.ofEpochSecond(random.nextInt()).toString());
      case ParameterType.Array(var item) -> {
        ArrayNode array = JSON.arrayNode();
        Stream.generate(() -> value(item)).limit(random.nextInt(4)).forEach(array::add);
        yield array;
      }
    };
  }

  /** JSON that is neither null nor a scalar at its root. */
  public JsonNode json(int depth) {
    if (random.nextBoolean()) {
      ArrayNode array = JSON.arrayNode();
      Stream.generate(() -> child(depth)).limit(random.nextInt(4)).forEach(array::add);
      return array;
    }
    ObjectNode object = JSON.objectNode();
    int count = random.nextInt(4);
    for (int i = 0; i < count; i++) {
      object.set(text(), child(depth));
    }
    return object;
  }

  /** Any JSON. */
  public JsonNode value() {
    return child(2);
  }

  private JsonNode child(int depth) {
    return switch (random.nextInt(depth > 0 ? 7 : 6)) {
      case 0 -> JSON.nullNode();
      case 1 -> JSON.booleanNode(random.nextBoolean());
      case 2 -> JSON.textNode(text());
      case 3 -> JSON.numberNode(random.nextInt());
      case 4 -> JSON.numberNode(random.nextLong(1L << 53));
      case 5 -> JSON.numberNode(random.nextGaussian());
      default -> json(depth - 1);
    };
  }

  private List<String> strings() {
    return Stream.generate(() -> "S" + random.nextInt(9)).limit(random.nextInt(3)).toList();
  }

  @SafeVarargs
  private <T> T one(T... values) {
    return values[random.nextInt(values.length)];
  }

  private <T> @Nullable T maybe(Supplier<T> value) {
    return random.nextBoolean() ? value.get() : null;
  }
}
