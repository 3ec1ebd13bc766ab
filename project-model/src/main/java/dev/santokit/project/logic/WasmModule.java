package dev.santokit.project.logic;

import dev.santokit.project.problem.ErrorCode;
import dev.santokit.project.problem.Problems;
import dev.santokit.project.problem.Range;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * WebAssembly modules as texts: a release and a resource hold them in Base64. Whether a module is
 * valid beyond its first bytes is for an engine to say.
 */
public final class WasmModule {

  /** The most bytes of a module: a resource holds no more. */
  public static final int MOST_BYTES = 700 << 10;

  private static final byte[] MAGIC = {0, 'a', 's', 'm'};
  private static final byte[] VERSION = {1, 0, 0, 0};

  private WasmModule() {}

  /** The text of a module. */
  static String text(byte[] module) {
    return Base64.getEncoder().encodeToString(module);
  }

  /**
   * The bytes of a text.
   *
   * @throws IllegalArgumentException when it is no Base64
   */
  public static byte[] bytes(String text) {
    return Base64.getDecoder().decode(text);
  }

  /**
   * Checks what someone wrote as the text of a module.
   *
   * @param written Base64; line breaks and spaces in it mean nothing
   * @return the one text that a release has for it; null when an error was added
   */
  static @Nullable String checked(String file, String written, Problems problems) {
    byte[] module;
    try {
      module = bytes(written.replaceAll("\\s", ""));
    } catch (IllegalArgumentException none) {
      problems.error(
          ErrorCode.WASM_INVALID, Range.ofFile(file), "the module is no Base64", "base64 -w 0");
      return null;
    }
    return isModule(file, module, problems) ? text(module) : null;
  }

  private static boolean isModule(String file, byte[] module, Problems problems) {
    if (module.length > MOST_BYTES) {
      problems.error(
          ErrorCode.FILE_TOO_LARGE,
          Range.ofFile(file),
          "the module has "
              + (module.length + 1023) / 1024
              + " KiB, and "
              + MOST_BYTES / 1024
              + " are the most",
          "optimize it for size (wasm-opt -Oz); larger ones need a release from an image, which is"
              + " not supported yet");
      return false;
    }
    if (!startsWith(module, MAGIC, 0)) {
      problems.error(
          ErrorCode.WASM_INVALID,
          Range.ofFile(file),
          "the file is no WebAssembly module",
          "a .wasm file is what a compiler wrote, not its text form");
      return false;
    }
    if (!startsWith(module, VERSION, MAGIC.length)) {
      problems.error(
          ErrorCode.WASM_INVALID,
          Range.ofFile(file),
          "the file is WebAssembly of another kind than a module of version 1",
          "compile it to a core module, not to a component");
      return false;
    }
    return true;
  }

  private static boolean startsWith(byte[] bytes, byte[] with, int at) {
    return bytes.length >= at + with.length
        && Arrays.equals(bytes, at, at + with.length, with, 0, with.length);
  }
}
