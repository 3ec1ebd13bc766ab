package dev.santokit.project.logic;

import com.fasterxml.jackson.databind.JsonNode;
import dev.santokit.project.problem.ErrorCode;
import dev.santokit.project.problem.Problems;
import dev.santokit.project.problem.Range;
import dev.santokit.project.yaml.Fields;
import dev.santokit.project.yaml.Node;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the key {@code params} of front matter. */
final class ParameterReader {

  private static final int MOST = 100;

  private final String name;
  private final Fields fields;
  private final Problems problems;

  private ParameterReader(String name, Fields fields, Problems problems) {
    this.name = name;
    this.fields = fields;
    this.problems = problems;
  }

  /** The parameters that are right; errors about the others were added. */
  static Parameters read(Node params, Problems problems) {
    if (!(params instanceof Node.Mapping mapping)) {
      problems.error(
          ErrorCode.WRONG_TYPE,
          params.range(),
          "params must be a mapping, not " + params.describe(),
          "params: {id: {type: uuid, required: true}}");
      return Parameters.NONE;
    }
    if (mapping.entries().size() > MOST) {
      problems.error(
          ErrorCode.INVALID_VALUE, params.range(), "a function has at most 100 parameters");
    }
    var byName = new LinkedHashMap<String, Parameter>();
    mapping
        .entries()
        .forEach((name, entry) ->
            read(name, entry, problems).ifPresent(parameter -> byName.put(name, parameter)));
    return new Parameters(byName);
  }

  private static Optional<Parameter> read(String name, Node.Entry entry, Problems problems) {
    if (ServerBound.of(name).isPresent()) {
      problems.error(
          ErrorCode.PARAMETER_RESERVED,
          entry.key(),
          "\"" + name + "\" is bound by the server and cannot be declared",
          "use :" + name + " in SQL without declaring it, or choose another name");
      return Optional.empty();
    }
    if (!Parameter.isName(name)) {
      problems.error(
          ErrorCode.INVALID_VALUE,
          entry.key(),
          "\"" + name + "\" is no name of a parameter",
          "a name is a letter or _, then at most 62 letters, digits or _");
      return Optional.empty();
    }
    return Fields.of(entry.value(), "parameter \"" + name + "\"", Parameter.KEYS, problems)
        .flatMap(fields -> new ParameterReader(name, fields, problems).parameter());
  }

  private Optional<Parameter> parameter() {
    Optional<ParameterType> type = type();
    Optional<Boolean> required = fields.bool("required");
    Optional<String> description = fields.string("description");
    if (type.isEmpty()) {
      return Optional.empty();
    }
    BigDecimal min = bound("min", type.get());
    BigDecimal max = bound("max", type.get());
    if (min != null && max != null && min.compareTo(max) > 0) {
      problems.error(ErrorCode.INVALID_VALUE, fields.rangeOf("min"), "min is more than max", null);
      return Optional.empty();
    }
    var bounded = new Parameter(name, type.get(), false, null, min, max, description.orElse(null));
    JsonNode standing = standing(bounded);
    if (standing != null && required.orElse(false)) {
      problems.notice(
          ErrorCode.KEY_WITHOUT_EFFECT,
          fields.rangeOf("required"),
          "a parameter with a default is never missing",
          "remove \"required\" or \"default\"");
    }
    return Optional.of(
        new Parameter(
            name,
            type.get(),
            standing == null && required.orElse(false),
            standing,
            min,
            max,
            description.orElse(null)));
  }

  private Optional<ParameterType> type() {
    if (!fields.has("type")) {
      problems.error(
          ErrorCode.MISSING_KEY,
          fields.range(),
          "parameter \"" + name + "\" has no type",
          "one of: " + String.join(", ", ParameterType.WORDS));
      return Optional.empty();
    }
    Optional<String> word = fields.string("type");
    Optional<ParameterType> type = word.flatMap(ParameterType::of);
    if (word.isPresent() && type.isEmpty()) {
      problems.error(
          ErrorCode.INVALID_VALUE,
          fields.rangeOf("type"),
          "\"" + word.get() + "\" is no type of a parameter",
          "one of: " + String.join(", ", ParameterType.WORDS));
    }
    return type;
  }

  private @Nullable BigDecimal bound(String key, ParameterType type) {
    Optional<Node> node = fields.node(key);
    if (node.isEmpty()) {
      return null;
    }
    JsonNode value = node.get().toJson();
    Range range = node.get().range();
    String fault =
        value.isNumber()
            ? StoredJson.fault(value)
            : key + " must be a number, not " + node.get().describe();
    if (fault == null) {
      fault = boundFault(key, value, type);
    }
    if (fault != null) {
      problems.error(ErrorCode.INVALID_VALUE, range, fault);
      return null;
    }
    return value.decimalValue();
  }

  private static @Nullable String boundFault(String key, JsonNode value, ParameterType type) {
    return switch (type) {
      case ParameterType.Scalar.NUMBER -> null;
      case ParameterType.Scalar.INT ->
          value.isIntegralNumber() ? null : key + " of an int is an integer";
      case ParameterType.Scalar.STRING -> lengthFault(key, value);
      case ParameterType.Array _ -> lengthFault(key, value);
      case ParameterType.Scalar.BOOL,
          ParameterType.Scalar.JSON,
          ParameterType.Scalar.UUID,
          ParameterType.Scalar.DATE,
          ParameterType.Scalar.TIMESTAMP ->
          key + " means nothing for the type " + type.word();
    };
  }

  private static @Nullable String lengthFault(String key, JsonNode value) {
    return value.isIntegralNumber() && value.decimalValue().signum() >= 0
        ? null
        : key + " of a length is an integer that is not negative";
  }

  /** The default; null when there is none, or when an error was added. */
  private @Nullable JsonNode standing(Parameter bounded) {
    Optional<Node> node = fields.node("default");
    if (node.isEmpty() || node.get().toJson().isNull()) {
      return null;
    }
    JsonNode value = node.get().toJson();
    String fault = StoredJson.fault(value);
    if (fault == null) {
      String notTaken = bounded.fault(value);
      fault = notTaken == null ? null : "default of \"" + name + "\": " + notTaken;
    }
    if (fault != null) {
      problems.error(ErrorCode.INVALID_VALUE, node.get().range(), fault);
      return null;
    }
    return value;
  }
}
