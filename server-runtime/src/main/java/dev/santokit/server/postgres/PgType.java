package dev.santokit.server.postgres;

import java.util.regex.Pattern;

/**
 * A type of a database.
 *
 * @param name without its schema
 * @param category as {@code pg_type.typcategory} has it: A array, B boolean, D date or time, E
 *     enum, N number, S string, U the rest, and others
 * @param element the oid of an array's elements; 0 when it is no array
 */
public record PgType(int oid, String name, char category, int element) {

  /** {@code bool}. */
  public static final int BOOL = 16;

  /** {@code bytea}. */
  public static final int BYTEA = 17;

  /** {@code int8}. */
  public static final int INT8 = 20;

  /** {@code int2}. */
  public static final int INT2 = 21;

  /** {@code int4}. */
  public static final int INT4 = 23;

  /** {@code text}. */
  public static final int TEXT = 25;

  /** {@code oid}. */
  public static final int OID = 26;

  /** {@code json}. */
  public static final int JSON = 114;

  /** {@code float4}. */
  public static final int FLOAT4 = 700;

  /** {@code float8}. */
  public static final int FLOAT8 = 701;

  /** {@code bool[]}. */
  public static final int BOOL_ARRAY = 1000;

  /** {@code text[]}. */
  public static final int TEXT_ARRAY = 1009;

  /** {@code int8[]}. */
  public static final int INT8_ARRAY = 1016;

  /** {@code date[]}. */
  public static final int DATE_ARRAY = 1182;

  /** {@code timestamptz[]}. */
  public static final int TIMESTAMPTZ_ARRAY = 1185;

  /** {@code numeric[]}. */
  public static final int NUMERIC_ARRAY = 1231;

  /** {@code uuid[]}. */
  public static final int UUID_ARRAY = 2951;

  /** {@code jsonb[]}. */
  public static final int JSONB_ARRAY = 3807;

  /** {@code date}. */
  public static final int DATE = 1082;

  /** {@code timestamp}. */
  public static final int TIMESTAMP = 1114;

  /** {@code timestamptz}. */
  public static final int TIMESTAMPTZ = 1184;

  /** {@code numeric}. */
  public static final int NUMERIC = 1700;

  /** {@code uuid}. */
  public static final int UUID = 2950;

  /** {@code jsonb}. */
  public static final int JSONB = 3802;

  private static final Pattern IS_UUID =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

  /** Whether a value of this type can be the id of a user with this text. */
  public boolean takesId(String id) {
    return switch (oid) {
      case UUID -> IS_UUID.matcher(id).matches();
      case INT2 -> isInteger(id, Short.MIN_VALUE, Short.MAX_VALUE);
      case INT4 -> isInteger(id, Integer.MIN_VALUE, Integer.MAX_VALUE);
      case INT8 -> isInteger(id, Long.MIN_VALUE, Long.MAX_VALUE);
      default -> id.indexOf('\0') < 0;
    };
  }

  private static boolean isInteger(String text, long min, long max) {
    try {
      long value = Long.parseLong(text);
      return value >= min && value <= max;
    } catch (NumberFormatException none) {
      return false;
    }
  }

  /** Whether values are arrays. */
  public boolean isArray() {
    return element != 0;
  }

  /** Whether values are JSON. */
  public boolean isJson() {
    return oid == JSON || oid == JSONB;
  }
}
