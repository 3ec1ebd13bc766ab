package dev.santokit.images;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Runs programs of this machine. */
final class Command {

  private Command() {}

  /**
   * Runs one to its end.
   *
   * @return what it wrote to both outputs
   * @throws BuildFailed when it cannot be started or ends with another code than 0
   */
  static String output(List<String> words) throws BuildFailed {
    try {
      Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String output =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      int code = process.waitFor();
      if (code != 0) {
        throw new BuildFailed(words.getFirst() + " ended with code " + code + ":\n" + output);
      }
      return output;
    } catch (IOException failed) {
      throw new BuildFailed(words.getFirst() + " cannot be run: " + failed.getMessage(), failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new BuildFailed(words.getFirst() + " was interrupted", interrupted);
    }
  }
}
