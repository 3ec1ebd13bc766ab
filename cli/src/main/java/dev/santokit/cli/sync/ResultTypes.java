package dev.santokit.cli.sync;

import com.fasterxml.jackson.databind.JsonNode;
import dev.santokit.project.api.ApiFunction;
import dev.santokit.project.api.JsonShape;
import dev.santokit.project.api.ResultColumn;
import dev.santokit.project.logic.ParameterType;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a function answers, as TypeScript: what its author says counts, then what Postgres says. */
final class ResultTypes {

  private static final String UNKNOWN = "unknown";

  private ResultTypes() {}

  /**
   * A type.
   *
   * @param strangers told each word of {@code returns} that is no type
   */
  static String of(ApiFunction function, int depth, List<String> strangers) {
    JsonNode returns = function.returns();
    if (returns != null) {
      return written(returns, depth, strangers);
    }
    @Nullable List<ResultColumn> columns = function.columns();
    if (columns == null) {
      return UNKNOWN;
    }
    return columns.isEmpty() ? "[]" : row(columns, depth) + "[]";
  }

  private static String row(List<ResultColumn> columns, int depth) {
    StringBuilder text = new StringBuilder("{\n");
    for (ResultColumn column : columns) {
      String type = shape(column.shape());
      text.append(TypeScript.indent(depth + 1))
          .append(TypeScript.key(column.name()))
          .append(": ")
          .append(column.nullable() ? TypeScript.orNull(type) : type)
          .append(";\n");
    }
    return text.append(TypeScript.indent(depth)).append('}').toString();
  }

  private static String shape(JsonShape shape) {
    return switch (shape) {
      case JsonShape.Scalar.STRING -> "string";
      case JsonShape.Scalar.NUMBER -> "number";
      case JsonShape.Scalar.BOOLEAN -> "boolean";
      case JsonShape.Scalar.ANY -> UNKNOWN;
      case JsonShape.OneOf(List<String> texts) ->
          texts.isEmpty()
              ? "never"
              : texts.stream().map(TypeScript::string).collect(Collectors.joining(" | "));
      case JsonShape.ArrayOf(JsonShape item) -> TypeScript.array(TypeScript.orNull(shape(item)));
    };
  }

  /**
   * {@code uuid}, {@code string?}, {@code array<int>}, {@code {id: uuid}}, {@code [{id: uuid}]}.
   */
  private static String written(JsonNode returns, int depth, List<String> strangers) {
    if (returns.isTextual()) {
      return word(returns.textValue().strip(), strangers);
    }
    if (returns.isArray()) {
      List<String> items = new ArrayList<>();
      returns.forEach(item -> items.add(written(item, depth, strangers)));
      return switch (items.size()) {
        case 0 -> "[]";
        case 1 -> TypeScript.array(items.getFirst());
        default -> "[" + String.join(", ", items) + "]";
      };
    }
    if (returns.isObject()) {
      StringBuilder text = new StringBuilder("{\n");
      returns
          .properties()
          .forEach(field ->
              text.append(TypeScript.indent(depth + 1))
                  .append(TypeScript.key(field.getKey()))
                  .append(": ")
                  .append(written(field.getValue(), depth + 1, strangers))
                  .append(";\n"));
      return text.append(TypeScript.indent(depth)).append('}').toString();
    }
    if (returns.isNull()) {
      return "null";
    }
    strangers.add(returns.toString());
    return UNKNOWN;
  }

  private static String word(String word, List<String> strangers) {
    if (word.endsWith("?")) {
      return TypeScript.orNull(word(word.substring(0, word.length() - 1).strip(), strangers));
    }
    return ParameterType.of(word)
        .map(type -> ParameterTypes.of(type).replace("readonly ", ""))
        .orElseGet(() -> {
          strangers.add(word);
          return UNKNOWN;
        });
  }
}
