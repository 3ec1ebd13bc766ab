package dev.santokit.server.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * JSON in UTF-8 that is built in memory and may not pass a size. Not for several threads at once.
 */
public final class JsonOutput {

  private static final int FIRST = 512;
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);

  /** What stands after a backslash for a byte; 0 for bytes that stand for themselves. */
  private static final byte[] ESCAPES = escapes();

  private final int limit;
  private byte[] bytes;
  private int length;

  /**
   * An empty one.
   *
   * @param limit the most bytes that it takes
   */
  public JsonOutput(int limit) {
    this.limit = limit;
    this.bytes = new byte[Math.min(FIRST, limit)];
  }

  private static byte[] escapes() {
    byte[] escapes = new byte[256];
    Arrays.fill(escapes, 0, 0x20, (byte) 'u');
    escapes['\b'] = 'b';
    escapes['\f'] = 'f';
    escapes['\n'] = 'n';
    escapes['\r'] = 'r';
    escapes['\t'] = 't';
    escapes['"'] = '"';
    escapes['\\'] = '\\';
    return escapes;
  }

  /** One byte of ASCII as it is. */
  public void raw(char c) {
    reserve(1);
    bytes[length++] = (byte) c;
  }

  /** Bytes as they are. */
  public void raw(byte[] some) {
    raw(some, 0, some.length);
  }

  /** Bytes as they are, from an offset up to another. */
  public void raw(byte[] some, int from, int to) {
    reserve(to - from);
    System.arraycopy(some, from, bytes, length, to - from);
    length += to - from;
  }

  /** {@code null}. */
  public void nothing() {
    raw(NULL);
  }

  /** A string in quotes, from text in UTF-8. */
  public void string(byte[] utf8) {
    string(utf8, 0, utf8.length);
  }

  /** A string in quotes, from text in UTF-8 between two offsets. */
  public void string(byte[] utf8, int from, int to) {
    raw('"');
    int plain = from;
    for (int i = from; i < to; i++) {
      byte escape = ESCAPES[utf8[i] & 0xff];
      if (escape != 0) {
        raw(utf8, plain, i);
        escaped(utf8[i], escape);
        plain = i + 1;
      }
    }
    raw(utf8, plain, to);
    raw('"');
  }

  /** A string in quotes. */
  public void string(String text) {
    string(text.getBytes(StandardCharsets.UTF_8));
  }

  private void escaped(byte character, byte escape) {
    reserve(6);
    bytes[length++] = '\\';
    bytes[length++] = escape;
    if (escape == 'u') {
      bytes[length++] = '0';
      bytes[length++] = '0';
      bytes[length++] = HEX[character >> 4];
      bytes[length++] = HEX[character & 0xf];
    }
  }

  private void reserve(int more) {
    long needed = (long) length + more;
    if (needed > bytes.length) {
      if (needed > limit) {
        throw new TooLarge();
      }
      bytes = Arrays.copyOf(bytes, (int) Math.min(limit, Math.max(needed, 2L * bytes.length)));
    }
  }

  /** How many bytes were written since it was last empty. */
  public int length() {
    return length;
  }

  /**
   * The bytes themselves, of which the first {@link #length} count; the next write changes them.
   */
  public byte[] bytes() {
    return bytes;
  }

  /** Empties it. */
  public void clear() {
    length = 0;
  }

  /** What was written. */
  public byte[] toBytes() {
    return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
  }

  /** Thrown by what would pass the limit. */
  public static final class TooLarge extends RuntimeException {
    TooLarge() {
      super("more than the limit", null, false, false);
    }
  }
}
