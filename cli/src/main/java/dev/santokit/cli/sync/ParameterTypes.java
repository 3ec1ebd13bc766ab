package dev.santokit.cli.sync;

import dev.santokit.project.logic.Parameter;
import dev.santokit.project.logic.ParameterType;
import dev.santokit.project.logic.Parameters;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** What a function takes, as TypeScript. */
final class ParameterTypes {

  private ParameterTypes() {}

  /**
   * The first parameter of a call: {@code params: {…}}, or {@code params?:} when none is needed.
   */
  static String of(Parameters parameters, int depth) {
    if (parameters.byName().isEmpty()) {
      return "params?: Record<string, never>";
    }
    boolean needed = parameters.byName().values().stream().anyMatch(Parameter::required);
    StringBuilder text = new StringBuilder(needed ? "params: {\n" : "params?: {\n");
    for (Parameter parameter : parameters.byName().values()) {
      TypeScript.comment(words(parameter), depth + 1, text);
      text.append(TypeScript.indent(depth + 1))
          .append(TypeScript.key(parameter.name()))
          .append(parameter.required() ? ": " : "?: ")
          // Null counts as absent.
          .append(
              parameter.required() ? of(parameter.type()) : TypeScript.orNull(of(parameter.type())))
          .append(";\n");
    }
    return text.append(TypeScript.indent(depth)).append('}').toString();
  }

  /** A type of front matter. */
  static String of(ParameterType type) {
    return switch (type) {
      case ParameterType.Scalar.STRING,
          ParameterType.Scalar.UUID,
          ParameterType.Scalar.DATE,
          ParameterType.Scalar.TIMESTAMP ->
          "string";
      case ParameterType.Scalar.INT, ParameterType.Scalar.NUMBER -> "number";
      case ParameterType.Scalar.BOOL -> "boolean";
      case ParameterType.Scalar.JSON -> "unknown";
      case ParameterType.Array(var item) -> "readonly " + TypeScript.array(of(item));
    };
  }

  private static List<String> words(Parameter parameter) {
    List<String> words = new ArrayList<>();
    String description = parameter.description();
    if (description != null) {
      words.addAll(description.strip().lines().toList());
    }
    List<String> facts = new ArrayList<>();
    switch (parameter.type()) {
      case ParameterType.Scalar.UUID -> facts.add("A UUID.");
      case ParameterType.Scalar.DATE -> facts.add("A date like 2024-02-29.");
      case ParameterType.Scalar.TIMESTAMP -> facts.add("A time like 2024-02-29T12:00:00Z.");
      case ParameterType.Scalar.INT -> facts.add("A whole number.");
      case ParameterType.Scalar.STRING,
          ParameterType.Scalar.NUMBER,
          ParameterType.Scalar.BOOL,
          ParameterType.Scalar.JSON -> {}
      case ParameterType.Array _ -> {}
    }
    String bounds = bounds(parameter);
    if (!bounds.isEmpty()) {
      facts.add(bounds);
    }
    if (parameter.defaultValue() != null) {
      facts.add("Default: " + parameter.defaultValue() + ".");
    }
    if (!facts.isEmpty()) {
      words.add(String.join(" ", facts));
    }
    return words;
  }

  private static String bounds(Parameter parameter) {
    BigDecimal min = parameter.min();
    BigDecimal max = parameter.max();
    if (min == null && max == null) {
      return "";
    }
    String unit =
        switch (parameter.type()) {
          case ParameterType.Array _ -> " items";
          case ParameterType.Scalar.STRING -> " characters";
          case ParameterType.Scalar _ -> "";
        };
    if (min != null && max != null) {
      return min.toPlainString() + " to " + max.toPlainString() + unit + ".";
    }
    return min != null
        ? "At least " + min.toPlainString() + unit + "."
        : "At most " + String.valueOf(max == null ? null : max.toPlainString()) + unit + ".";
  }
}
