package dev.santokit.server.postgres;

import dev.santokit.project.config.JsonNumbers;
import dev.santokit.server.json.JsonOutput;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.Field;
import org.postgresql.core.Tuple;

/** Writes rows as an array of JSON objects: compiled once for the columns of a statement. */
public final class RowWriter {

  private final Field[] fields;
  private final List<Column> columns;
  private final @Nullable ShapedRow shaped;

  private RowWriter(Field[] fields, List<Column> columns, @Nullable ShapedRow shaped) {
    this.fields = fields;
    this.columns = columns;
    this.shaped = shaped;
  }

  /**
   * A column of the answer.
   *
   * @param index among the statement's columns
   * @param prefix the name as JSON with what stands before and after it
   */
  @SuppressWarnings("ArrayRecordComponent") // written on every row, compared never
  private record Column(int index, byte[] prefix, ValueWriter writer) {}

  /**
   * Compiles for a layout.
   *
   * @throws SQLException when a type must be looked up and cannot
   */
  static RowWriter of(Field[] fields, RowLayout layout, Types types, Link link, JsonNumbers style)
      throws SQLException {
    return new RowWriter(fields, List.of(), ShapedRow.of(layout, types, link, style));
  }

  /**
   * Compiles. Of columns with one name the last one counts, as in an object of JavaScript.
   *
   * @throws SQLException when a type must be looked up and cannot
   */
  static RowWriter of(Field[] fields, Types types, Link link, JsonNumbers style)
      throws SQLException {
    Map<String, Field> last = new HashMap<>();
    for (Field field : fields) {
      last.put(field.getColumnLabel(), field);
    }
    List<Column> columns = new ArrayList<>(fields.length);
    for (int i = 0; i < fields.length; i++) {
      String name = fields[i].getColumnLabel();
      if (fields[i].equals(last.get(name))) {
        columns.add(
            new Column(
                i,
                prefix(name, columns.isEmpty()),
                ValueWriter.of(types.of(fields[i].getOID(), link), types, link, style)));
      }
    }
    return new RowWriter(fields, List.copyOf(columns), null);
  }

  private static byte[] prefix(String name, boolean first) {
    byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
    var out = new JsonOutput(6 * utf8.length + 4);
    if (!first) {
      out.raw(',');
    }
    out.string(utf8);
    out.raw(':');
    return out.toBytes();
  }

  /** Whether it was compiled for these columns of the same prepared statement. */
  @SuppressWarnings("ReferenceEquality") // the driver keeps the array as long as the columns stay
  boolean isFor(Field[] others) {
    return fields == others;
  }

  /**
   * Writes all rows.
   *
   * @param keys told which rows were written, where their layout says what tells them apart
   * @throws JsonOutput.TooLarge when they pass the limit of {@code out}
   */
  public void write(List<Tuple> rows, JsonOutput out, RowLayout.Keys keys) {
    out.raw('[');
    for (int i = 0; i < rows.size(); i++) {
      if (i > 0) {
        out.raw(',');
      }
      write(rows.get(i), out, keys);
    }
    out.raw(']');
  }

  /**
   * Writes a row.
   *
   * @throws JsonOutput.TooLarge when it passes the limit of {@code out}
   */
  public void write(Tuple row, JsonOutput out) {
    write(row, out, RowLayout.Keys.UNTOLD);
  }

  private void write(Tuple row, JsonOutput out, RowLayout.Keys keys) {
    if (shaped != null) {
      shaped.write(row::get, out, keys);
      return;
    }
    out.raw('{');
    for (Column column : columns) {
      out.raw(column.prefix);
      byte[] value = row.get(column.index);
      if (value == null) {
        out.nothing();
      } else {
        column.writer.write(value, 0, value.length, out);
      }
    }
    out.raw('}');
  }
}
