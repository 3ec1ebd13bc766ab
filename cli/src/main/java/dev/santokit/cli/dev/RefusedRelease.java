package dev.santokit.cli.dev;

import dev.santokit.project.problem.ErrorCode;
import dev.santokit.project.problem.Position;
import dev.santokit.project.problem.Problem;
import dev.santokit.project.problem.Range;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Why the server does not take a release: what only a database or a JavaScript engine can see.
 *
 * @param problems those that the server gave a place
 * @param rest what it said besides, line by line
 */
record RefusedRelease(List<Problem> problems, List<String> rest) {

  private static final Pattern LINE =
      Pattern.compile(
          "(?<file>[^:]+):(?<line>[1-9][0-9]{0,8}):(?<column>[1-9][0-9]{0,8}): (?<what>.*) \\[(?<code>[A-Z_]+)]");

  /** Reads the server's words: a problem a line, as {@link Problem#line} writes it. */
  static RefusedRelease of(String error) {
    List<String> lines = error.lines().filter(line -> !line.isBlank()).toList();
    return new RefusedRelease(
        lines.stream().flatMap(line -> problem(line).stream()).toList(),
        lines.stream().filter(line -> problem(line).isEmpty()).toList());
  }

  private static Optional<Problem> problem(String line) {
    Matcher matcher = LINE.matcher(line);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    Range range =
        Range.at(
            matcher.group("file"),
            new Position(
                Integer.parseInt(matcher.group("line")),
                Integer.parseInt(matcher.group("column"))));
    return code(matcher.group("code"))
        .map(code -> Problem.error(code, range, matcher.group("what"), null));
  }

  private static Optional<ErrorCode> code(String name) {
    return Arrays.stream(ErrorCode.values()).filter(code -> code.name().equals(name)).findFirst();
  }
}
