package dev.santokit.server.postgres;

import dev.santokit.project.config.JsonNumbers;
import dev.santokit.server.json.JsonOutput;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes rows as a layout says, compiled once. Values in rows within rows look like any others. */
final class ShapedRow {

  private final List<Cell> cells;

  private ShapedRow(List<Cell> cells) {
    this.cells = cells;
  }

  /** The columns of a row, as text; null is NULL. */
  interface Columns {
    byte @Nullable [] get(int index);
  }

  private sealed interface Cell {}

  private record Own() implements Cell {}

  private record Key(int place) implements Cell {}

  @SuppressWarnings("ArrayRecordComponent") // written on every row, compared never
  private record Value(byte[] name, ValueWriter writer, boolean own) implements Cell {}

  @SuppressWarnings("ArrayRecordComponent") // written on every row, compared never
  private record Rows(byte[] name, ShapedRow row, boolean many) implements Cell {}

  /**
   * Compiles.
   *
   * @throws SQLException when a type must be looked up and cannot
   */
  static ShapedRow of(RowLayout layout, Types types, Link link, JsonNumbers style)
      throws SQLException {
    List<Cell> cells = new ArrayList<>(layout.items().size());
    for (RowLayout.Item item : layout.items()) {
      cells.add(
          switch (item) {
            case RowLayout.Own() -> new Own();
            case RowLayout.Key(var place) -> new Key(place);
            case RowLayout.Value(var name, var type, var own) ->
                new Value(name(name), ValueWriter.of(type, types, link, style), own);
            case RowLayout.One(var name, var row) ->
                new Rows(name(name), of(row, types, link, style), false);
            case RowLayout.Many(var name, var rows) ->
                new Rows(name(name), of(rows, types, link, style), true);
          });
    }
    return new ShapedRow(List.copyOf(cells));
  }

  private static byte[] name(String name) {
    byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
    var out = new JsonOutput(6 * utf8.length + 3);
    out.string(utf8);
    out.raw(':');
    return out.toBytes();
  }

  /**
   * Writes an object.
   *
   * @param keys told which rows were written
   * @throws JsonOutput.TooLarge when it passes the limit of {@code out}
   */
  void write(Columns row, JsonOutput out, RowLayout.Keys keys) {
    out.raw('{');
    boolean own = false;
    boolean first = true;
    for (int i = 0; i < cells.size(); i++) {
      byte[] text = row.get(i);
      switch (cells.get(i)) {
        case Own() -> own = text != null && text[0] == 't';
        case Key(var place) ->
            keys.written(place, text == null ? null : new String(text, StandardCharsets.UTF_8));
        case Value(var name, var writer, var ownOnly) -> {
          if (ownOnly && !own) {
            continue;
          }
          separate(first, out);
          first = false;
          out.raw(name);
          if (text == null) {
            out.nothing();
          } else {
            writer.write(text, 0, text.length, out);
          }
        }
        case Rows(var name, var inner, var many) -> {
          separate(first, out);
          first = false;
          out.raw(name);
          inner.writeInner(text, many, out, keys);
        }
      }
    }
    out.raw('}');
  }

  private static void separate(boolean first, JsonOutput out) {
    if (!first) {
      out.raw(',');
    }
  }

  private void writeInner(
      byte @Nullable [] text, boolean many, JsonOutput out, RowLayout.Keys keys) {
    if (!many) {
      if (text == null) {
        out.nothing();
      } else {
        write(TextArray.row(text)::get, out, keys);
      }
      return;
    }
    out.raw('[');
    boolean first = true;
    for (List<byte @Nullable []> row : text == null ? TextArray.NO_ROWS : TextArray.rows(text)) {
      separate(first, out);
      first = false;
      write(row::get, out, keys);
    }
    out.raw(']');
  }
}
