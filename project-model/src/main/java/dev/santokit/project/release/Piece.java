package dev.santokit.project.release;

import com.fasterxml.jackson.databind.node.TextNode;

/** A part of a packed function, as a shard holds it. */
final class Piece {

  /** <code>"path":,</code> has so many bytes beside path and text. */
  private static final int AROUND = 4;

  private final String text;
  private final long inflated;
  private long compressed = -1;

  /**
   * A part of the function at {@code path}.
   *
   * @param text of the packed function
   */
  Piece(String path, String text) {
    this.text = text;
    this.inflated = (long) json(text).length + path.length() + AROUND;
  }

  String text() {
    return text;
  }

  /** Its bytes in a shard. */
  long inflated() {
    return inflated;
  }

  /**
   * Its bytes in the file of a shard if it were alone there, at most: beside others it has fewer.
   */
  long compressed() {
    if (compressed < 0) {
      byte[] json = json(text);
      compressed = Gzip.deflate(json).length + (inflated - json.length);
    }
    return compressed;
  }

  private static byte[] json(String text) {
    return CanonicalJson.utf8(TextNode.valueOf(text).toString());
  }
}
