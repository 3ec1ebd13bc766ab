package dev.santokit.server.postgres;

import com.fasterxml.jackson.databind.JsonNode;
import dev.santokit.server.json.JsonOutput;

/** Arrays in the text form of Postgres: {@code {1,NULL,"a b",{…}}}. */
final class ArrayText {

  private ArrayText() {}

  /** Writes the array between two offsets as JSON. */
  static void write(
      byte[] text, int from, int to, char delimiter, ValueWriter writer, JsonOutput out) {
    int at = from;
    while (text[at] != '{') {
      at++; // bounds that do not begin at 1: [0:2]={…}
    }
    new Reader(text, at, delimiter, writer, out).array();
  }

  private static final class Reader {
    private final byte[] text;
    private final char delimiter;
    private final ValueWriter writer;
    private final JsonOutput out;
    private int at;

    Reader(byte[] text, int at, char delimiter, ValueWriter writer, JsonOutput out) {
      this.text = text;
      this.at = at;
      this.delimiter = delimiter;
      this.writer = writer;
      this.out = out;
    }

    void array() {
      out.raw('[');
      at++;
      boolean first = true;
      while (text[at] != '}') {
        if (!first) {
          out.raw(',');
          at++;
        }
        first = false;
        switch (text[at]) {
          case '{' -> array();
          case '"' -> quoted();
          default -> plain();
        }
      }
      at++;
      out.raw(']');
    }

    private void plain() {
      int from = at;
      while (text[at] != '}' && text[at] != delimiter) {
        at++;
      }
      boolean isNull =
          at - from == 4
              && text[from] == 'N'
              && text[from + 1] == 'U'
              && text[from + 2] == 'L'
              && text[from + 3] == 'L';
      if (isNull) {
        out.nothing();
      } else {
        writer.write(text, from, at, out);
      }
    }

    private void quoted() {
      int end = at + 1;
      while (text[end] != '"') {
        end += text[end] == '\\' ? 2 : 1;
      }
      byte[] value = new byte[end - at];
      int length = 0;
      for (int i = at + 1; i < end; i++) {
        if (text[i] == '\\') {
          i++;
        }
        value[length++] = text[i];
      }
      at = end + 1;
      writer.write(value, 0, length, out);
    }
  }

  /** The text of a JSON array, for elements of a type. */
  static void format(JsonNode array, boolean ofJson, StringBuilder into) {
    into.append('{');
    boolean first = true;
    for (JsonNode item : array) {
      if (!first) {
        into.append(',');
      }
      first = false;
      if (item.isNull()) {
        into.append("NULL");
      } else if (item.isArray() && !ofJson) {
        format(item, false, into);
      } else {
        quote(ofJson ? item.toString() : ParameterText.scalar(item), into);
      }
    }
    into.append('}');
  }

  /** An element in quotes. */
  static void quote(String value, StringBuilder into) {
    into.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\') {
        into.append('\\');
      }
      into.append(c);
    }
    into.append('"');
  }
}
