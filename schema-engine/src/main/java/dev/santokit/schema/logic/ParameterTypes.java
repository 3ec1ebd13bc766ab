package dev.santokit.schema.logic;

import dev.santokit.project.logic.FunctionConfig;
import dev.santokit.project.logic.Parameter;
import dev.santokit.project.logic.ParameterType;
import dev.santokit.project.logic.ServerBound;

/** Types of Postgres for parameters that a statement says nothing about. */
final class ParameterTypes {

  private ParameterTypes() {}

  /** What a parameter of this name is declared as; {@code text} when nobody declares it. */
  static String declared(String name, FunctionConfig config) {
    Parameter parameter = config.parameters().byName().get(name);
    if (parameter != null) {
      return type(parameter.type());
    }
    return ServerBound.of(name).filter(ServerBound.USER_ROLES::equals).isPresent()
        ? "text[]"
        : "text";
  }

  private static String type(ParameterType type) {
    return switch (type) {
      case ParameterType.Array(var item) -> type(item) + "[]";
      case ParameterType.Scalar.STRING -> "text";
      case ParameterType.Scalar.INT -> "bigint";
      case ParameterType.Scalar.NUMBER -> "numeric";
      case ParameterType.Scalar.BOOL -> "boolean";
      case ParameterType.Scalar.JSON -> "jsonb";
      case ParameterType.Scalar.UUID -> "uuid";
      case ParameterType.Scalar.DATE -> "date";
      case ParameterType.Scalar.TIMESTAMP -> "timestamptz";
    };
  }
}
