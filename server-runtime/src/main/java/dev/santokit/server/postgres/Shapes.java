package dev.santokit.server.postgres;

import dev.santokit.project.api.JsonShape;
import dev.santokit.project.config.JsonNumbers;
import dev.santokit.project.config.JsonNumbers.Form;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.postgresql.core.Tuple;

/** What values are as JSON, by their type: what {@link ValueWriter} writes, said in words. */
public final class Shapes {

  private static final Script LABELS =
      new Script(
          List.of(
              Script.Step.inOrder(
                  "SELECT enumlabel FROM pg_catalog.pg_enum WHERE enumtypid = $1 ORDER BY"
                      + " enumsortorder",
                  new int[] {PgType.OID})));

  private final Types types;
  private final Link link;
  private final JsonNumbers style;
  private final Map<Integer, JsonShape> enums = new HashMap<>();

  /**
   * For one database.
   *
   * @param link over which types are asked for
   * @param style how the project writes large numbers
   */
  public Shapes(Types types, Link link, JsonNumbers style) {
    this.types = types;
    this.link = link;
    this.style = style;
  }

  /**
   * The name of a type, a domain's being that of what it is made of: {@code int4}, {@code text[]}.
   *
   * @throws SQLException when the database cannot say
   */
  public String typeName(int oid) throws SQLException {
    PgType type = types.of(oid, link);
    return type.isArray() ? types.of(type.element(), link).name() + "[]" : type.name();
  }

  /**
   * What values of a type are.
   *
   * @throws SQLException when the database cannot say
   */
  public JsonShape of(int oid) throws SQLException {
    PgType type = types.of(oid, link);
    return switch (type.oid()) {
      case PgType.BOOL -> JsonShape.Scalar.BOOLEAN;
      case PgType.INT2, PgType.INT4, PgType.OID, PgType.FLOAT4, PgType.FLOAT8 ->
          JsonShape.Scalar.NUMBER;
      case PgType.INT8 -> number(style.int8());
      case PgType.NUMERIC -> number(style.numeric());
      case PgType.JSON, PgType.JSONB -> JsonShape.Scalar.ANY;
      default -> {
        if (type.isArray()) {
          yield new JsonShape.ArrayOf(of(type.element()));
        }
        yield type.category() == 'E' ? labels(type.oid()) : JsonShape.Scalar.STRING;
      }
    };
  }

  private static JsonShape number(Form form) {
    return form == Form.STRING ? JsonShape.Scalar.STRING : JsonShape.Scalar.NUMBER;
  }

  private JsonShape labels(int oid) throws SQLException {
    JsonShape known = enums.get(oid);
    if (known == null) {
      known =
          new JsonShape.OneOf(
              link.run(LABELS, Integer.toUnsignedString(oid)).getFirst().rows().stream()
                  .map(Shapes::label)
                  .toList());
      enums.put(oid, known);
    }
    return known;
  }

  private static String label(Tuple row) {
    byte[] text = row.get(0);
    return text == null ? "" : new String(text, StandardCharsets.UTF_8);
  }
}
