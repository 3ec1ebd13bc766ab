package dev.santokit.server.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * JSON and the tag that stands for it: whoever has the tag has the very same.
 *
 * @param json in UTF-8; nobody changes the array
 * @param tag in quotes, as ETag has it
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares them
record Tagged(byte[] json, String tag) {

  /** With the tag of its content. */
  static Tagged of(byte[] json) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(json);
      return new Tagged(json, "\"" + HexFormat.of().formatHex(hash) + "\"");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has SHA-256", impossible);
    }
  }

  /** With the tag of its content. */
  static Tagged of(String json) {
    return of(json.getBytes(StandardCharsets.UTF_8));
  }
}
