package dev.santokit.server.sql;

import dev.santokit.project.logic.FunctionConfig;
import dev.santokit.project.logic.Parameter;
import dev.santokit.project.logic.ParameterType;
import dev.santokit.project.logic.ParameterType.Scalar;
import dev.santokit.project.logic.ServerBound;
import dev.santokit.server.postgres.ParameterText;
import dev.santokit.server.postgres.PgType;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a name in SQL is declared as, and which types of Postgres that fits. */
record Declaration(String name, ParameterType type, Optional<ServerBound> bound) {

  /** Of a name; empty when nobody declares it. */
  static Optional<Declaration> of(String name, FunctionConfig config) {
    Optional<ServerBound> bound = ServerBound.of(name);
    if (bound.isPresent()) {
      ParameterType type =
          bound.get() == ServerBound.USER_ROLES
              ? new ParameterType.Array(Scalar.STRING)
              : Scalar.STRING;
      return Optional.of(new Declaration(name, type, bound));
    }
    Parameter parameter = config.parameters().byName().get(name);
    return Optional.ofNullable(parameter)
        .map(declared -> new Declaration(name, declared.type(), Optional.empty()));
  }

  /** The type where Postgres infers none. */
  int oid() {
    return switch (type) {
      case Scalar scalar ->
          switch (scalar) {
            case STRING -> PgType.TEXT;
            case INT -> PgType.INT8;
            case NUMBER -> PgType.NUMERIC;
            case BOOL -> PgType.BOOL;
            case JSON -> PgType.JSONB;
            case UUID -> PgType.UUID;
            case DATE -> PgType.DATE;
            case TIMESTAMP -> PgType.TIMESTAMPTZ;
          };
      case ParameterType.Array(Scalar item) ->
          switch (item) {
            case STRING -> PgType.TEXT_ARRAY;
            case INT -> PgType.INT8_ARRAY;
            case NUMBER -> PgType.NUMERIC_ARRAY;
            case BOOL -> PgType.BOOL_ARRAY;
            case JSON -> PgType.JSONB_ARRAY;
            case UUID -> PgType.UUID_ARRAY;
            case DATE -> PgType.DATE_ARRAY;
            case TIMESTAMP -> PgType.TIMESTAMPTZ_ARRAY;
          };
    };
  }

  /**
   * Whether text is a fair guess of Postgres for it, which it also makes where it has nothing to go
   * by. For the others the declared type is tried instead.
   */
  boolean isText() {
    return switch (type) {
      case Scalar scalar ->
          switch (scalar) {
            case STRING, UUID, DATE, TIMESTAMP -> true;
            case INT, NUMBER, BOOL, JSON -> false;
          };
      case ParameterType.Array _ -> false;
    };
  }

  /** Whether its values can be ones of {@code inferred}. */
  boolean fits(PgType inferred) {
    return switch (type) {
      case Scalar scalar ->
          switch (scalar) {
            // Postgres reads almost everything from text; JSON and arrays it would read as code.
            case STRING -> !inferred.isJson() && !inferred.isArray();
            case INT, NUMBER -> inferred.category() == 'N' || inferred.isJson();
            case BOOL -> inferred.oid() == PgType.BOOL || inferred.isJson();
            case JSON -> inferred.isJson() || inferred.isArray();
            case UUID -> inferred.oid() == PgType.UUID || inferred.category() == 'S';
            case DATE, TIMESTAMP -> inferred.category() == 'D' || inferred.category() == 'S';
          };
      case ParameterType.Array _ -> inferred.isArray() || inferred.isJson();
    };
  }

  /** How values of the type reach Postgres. */
  Value value(PgType inferred, @Nullable PgType element) {
    ParameterText form = ParameterText.forDeclared(inferred, element);
    return bound
        .<Value>map(what -> new Value.Bound(what, inferred, form))
        .orElseGet(() -> new Value.Declared(name, form));
  }
}
