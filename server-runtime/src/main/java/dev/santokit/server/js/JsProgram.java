package dev.santokit.server.js;

import dev.santokit.project.problem.Position;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * A function's module and all that it imports, as its release carries them.
 *
 * @param entry project path of the module with the function: {@code logic/reports/top.js}
 * @param start where in that file its text begins; what stands before is left out
 * @param files the text of every module in UTF-8, by absolute path: {@code /logic/reports/top.js}
 */
record JsProgram(String entry, Position start, Map<String, byte[]> files) {

  /** Copies. */
  JsProgram {
    files = Map.copyOf(files);
  }

  /**
   * Of texts.
   *
   * @param entry project path of the module with the function
   * @param start where in that file {@code body} begins
   * @param body the rest of that file
   * @param modules the texts of the other modules by project path
   */
  static JsProgram of(String entry, Position start, String body, Map<String, String> modules) {
    var files = new HashMap<String, byte[]>();
    modules.forEach((path, text) -> files.put("/" + path, utf8(text)));
    // Empty lines stand for what is left out, so that stack traces name the lines of the file.
    files.put("/" + entry, utf8("\n".repeat(start.line() - 1) + body));
    return new JsProgram(entry, start, files);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
