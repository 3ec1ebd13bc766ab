package dev.santokit.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.santokit.e2e.Command.Ran;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A page of the book, or a section of one, as its reader would type it: every block of commands, in
 * one shell. A block without a language that follows shows what they print, where {@code …} stands
 * for anything.
 */
record Page(String title, List<Block> blocks) {

  private static final Pattern BLOCK =
      Pattern.compile(
          "^```sh\n(.*?)^```\n(?:\n```\n(.*?)^```$)?", Pattern.DOTALL | Pattern.MULTILINE);
  private static final String MARK = "=== end of block ";

  /** Commands, and what the page says they print; empty when it does not say. */
  record Block(String commands, String shown) {}

  /**
   * A page.
   *
   * @param file within the repository
   */
  static Page of(String file) {
    return new Page(file, blocks(read(file)));
  }

  /** A section: from its heading to the next one of that level. */
  static Page section(String file, String heading) {
    String text = read(file);
    int begin = text.indexOf(heading);
    assertThat(begin).as(file + " has a section: " + heading).isNotNegative();
    int end = text.indexOf("\n## ", begin + heading.length());
    return new Page(file, blocks(text.substring(begin, end < 0 ? text.length() : end)));
  }

  private static String read(String file) {
    try {
      return Files.readString(Repository.ROOT.resolve(file));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static List<Block> blocks(String text) {
    var blocks = new ArrayList<Block>();
    Matcher matcher = BLOCK.matcher(text);
    while (matcher.find()) {
      blocks.add(new Block(matcher.group(1), matcher.group(2) == null ? "" : matcher.group(2)));
    }
    assertThat(blocks).isNotEmpty();
    return blocks;
  }

  /** Without some of its blocks. */
  Page without(Predicate<String> commands) {
    return new Page(title, blocks.stream().filter(b -> !commands.test(b.commands())).toList());
  }

  /** With other words, where a cluster of tests is not that of the reader. */
  Page here(UnaryOperator<String> commands) {
    return new Page(
        title,
        blocks.stream().map(b -> new Block(commands.apply(b.commands()), b.shown())).toList());
  }

  /**
   * Types it. Every command must succeed, and print what the page says.
   *
   * @return what each block printed
   */
  Outputs run(Path folder, Map<String, String> environment, Duration patience) {
    var script = new StringBuilder("set -euo pipefail\nexec 2>&1\n");
    for (int i = 0; i < blocks.size(); i++) {
      script.append(blocks.get(i).commands()).append("printf '%s\\n' '" + MARK + i + "'\n");
    }
    Ran ran =
        new Command(folder, environment, patience, List.of("bash", "-c", script.toString())).run();
    System.err.println(ran);
    ran.succeeds();
    List<String> outputs = List.of(ran.out().split(MARK + "[0-9]+\n", -1));
    assertThat(outputs).hasSize(blocks.size() + 1);
    for (int i = 0; i < blocks.size(); i++) {
      assertThat(outputs.get(i))
          .as("what %s shows after: %s", title, blocks.get(i).commands())
          .containsPattern(pattern(blocks.get(i).shown()));
    }
    return new Outputs(blocks, outputs);
  }

  /** Lines in their order. Columns may be wider; a line that is … stands for any lines. */
  private static Pattern pattern(String shown) {
    var lines = new ArrayList<String>();
    for (String line : shown.lines().toList()) {
      if (line.equals("…")) {
        lines.add("(?s:.*?)");
        continue;
      }
      var words = new ArrayList<String>();
      for (String word : line.strip().split(" +")) {
        words.add(Pattern.quote(word).replace("…", "\\E.*?\\Q"));
      }
      lines.add("[ \t]*" + String.join(" +", words) + " *\n");
    }
    return Pattern.compile(String.join("", lines));
  }

  /** What was printed, errors and progress among it. */
  record Outputs(List<Block> blocks, List<String> texts) {

    /** What the block printed that has a command. */
    String of(String command) {
      for (int i = 0; i < blocks.size(); i++) {
        if (blocks.get(i).commands().contains(command)) {
          return texts.get(i);
        }
      }
      throw new AssertionError("no block has: " + command);
    }
  }
}
