package dev.santokit.server.postgres;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Arrays of text in the form in which Postgres writes them. */
final class TextArray {

  static final List<List<byte @Nullable []>> NO_ROWS = List.of();

  private final byte[] text;
  private int at;

  private TextArray(byte[] text) {
    this.text = text;
  }

  /** The elements of a {@code text[]}: {@code {a,"b c",NULL}}. */
  static List<byte @Nullable []> row(byte[] text) {
    return new TextArray(text).elements();
  }

  /** The rows of a {@code text[][]}: {@code {{a,b},{c,NULL}}}, or {@code {}}. */
  static List<List<byte @Nullable []>> rows(byte[] text) {
    var reader = new TextArray(text);
    List<List<byte @Nullable []>> rows = new ArrayList<>();
    reader.at++;
    while (text[reader.at] != '}') {
      if (text[reader.at] == ',') {
        reader.at++;
      }
      rows.add(reader.elements());
    }
    return rows;
  }

  /** From the opening brace to behind the closing one. */
  private List<byte @Nullable []> elements() {
    List<byte @Nullable []> elements = new ArrayList<>();
    at++;
    while (text[at] != '}') {
      if (text[at] == ',') {
        at++;
      }
      elements.add(text[at] == '"' ? quoted() : plain());
    }
    at++;
    return elements;
  }

  private byte @Nullable [] plain() {
    int from = at;
    while (text[at] != '}' && text[at] != ',') {
      at++;
    }
    boolean isNull =
        at - from == 4
            && text[from] == 'N'
            && text[from + 1] == 'U'
            && text[from + 2] == 'L'
            && text[from + 3] == 'L';
    return isNull ? null : Arrays.copyOfRange(text, from, at);
  }

  private byte[] quoted() {
    int end = at + 1;
    int escapes = 0;
    while (text[end] != '"') {
      boolean escaped = text[end] == '\\';
      escapes += escaped ? 1 : 0;
      end += escaped ? 2 : 1;
    }
    byte[] value = new byte[end - at - 1 - escapes];
    int length = 0;
    for (int i = at + 1; i < end; i++) {
      if (text[i] == '\\') {
        i++;
      }
      value[length++] = text[i];
    }
    at = end + 1;
    return value;
  }
}
