package dev.santokit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.santokit.cli.terminal.ExitCode;
import dev.santokit.cli.terminal.Terminal;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** A command that was run in this process: its exit code and what it printed. */
record StkRun(int code, String out, String err) {

  /** Where and how commands run. */
  record In(Path folder, Map<String, String> environment, String input, boolean answers) {

    static In folder(Path folder) {
      return new In(folder, Map.of(), "", false);
    }

    In variable(String name, String value) {
      Map<String, String> variables = new HashMap<>(environment);
      variables.put(name, value);
      return new In(folder, Map.copyOf(variables), input, answers);
    }

    In input(String text) {
      return new In(folder, environment, text, false);
    }

    /** A person at a terminal, who types this. */
    In answering(String text) {
      return new In(folder, environment, text, true);
    }

    StkRun stk(String command, String[] arguments) {
      String[] line = new String[arguments.length + 1];
      line[0] = command;
      System.arraycopy(arguments, 0, line, 1, arguments.length);
      return stk(line);
    }

    StkRun stk(String... arguments) {
      StringWriter out = new StringWriter();
      StringWriter err = new StringWriter();
      Terminal terminal =
          new Terminal(
              new PrintWriter(out),
              new PrintWriter(err),
              new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
              folder.toAbsolutePath(),
              environment,
              false,
              answers);
      int code = Stk.run(terminal, arguments);
      return new StkRun(code, out.toString(), err.toString());
    }
  }

  StkRun exits(ExitCode expected) {
    assertThat(code).as("exit code; err: %s", err).isEqualTo(expected.number());
    return this;
  }

  StkRun prints(String expected) {
    assertThat(out).contains(expected);
    return this;
  }

  StkRun complains(String expected) {
    assertThat(err).contains(expected);
    return this;
  }
}
