package dev.santokit.server.wasm;

import com.dylibso.chicory.runtime.Memory;
import dev.santokit.server.call.Invocation.LogLevel;
import dev.santokit.server.postgres.Link;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.BiConsumer;

/** A module's standard streams in one call. */
final class Streams {

  private static final int STANDARD_OUTPUT = 1;

  /** Of a line, in bytes; what is longer becomes several. */
  private static final int LONGEST_LINE = 8 << 10;

  private final Convention convention;
  private final byte[] input;
  private final int largestAnswer;
  private final BiConsumer<LogLevel, String> log;
  private final ByteArrayOutputStream output = new ByteArrayOutputStream();
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private LogLevel lineLevel = LogLevel.INFO;
  private int position;

  /**
   * Those of a call.
   *
   * @param input what it reads; a handler has its request elsewhere and reads nothing
   * @param largestAnswer bytes
   */
  Streams(
      Convention convention, byte[] input, int largestAnswer, BiConsumer<LogLevel, String> log) {
    this.convention = convention;
    this.input = input;
    this.largestAnswer = largestAnswer;
    this.log = log;
  }

  /**
   * Hands on the next bytes of the input.
   *
   * @return how many; 0 at the end
   */
  int read(Memory memory, int to, int length) {
    int left = input.length - position;
    int count = Integer.compareUnsigned(length, left) < 0 ? length : left;
    memory.write(to, input, position, count);
    position += count;
    return count;
  }

  /** Takes what is written: a command's output is its answer, all else goes to the log. */
  void write(int descriptor, byte[] bytes) {
    if (descriptor == STANDARD_OUTPUT && convention == Convention.COMMAND) {
      if (output.size() + bytes.length > largestAnswer) {
        throw Link.tooLarge();
      }
      output.writeBytes(bytes);
      return;
    }
    LogLevel level = descriptor == STANDARD_OUTPUT ? LogLevel.INFO : LogLevel.WARN;
    if (level != lineLevel) {
      endLine();
      lineLevel = level;
    }
    for (byte b : bytes) {
      if (b == '\n' || line.size() == LONGEST_LINE) {
        endLine();
      }
      if (b != '\n') {
        line.write(b);
      }
    }
  }

  /** The rest of what was written is a line, too. */
  void endLine() {
    if (line.size() > 0) {
      log.accept(lineLevel, line.toString(StandardCharsets.UTF_8));
      line.reset();
    }
  }

  byte[] output() {
    return output.toByteArray();
  }
}
