package dev.santokit.cli.dev;

import dev.santokit.project.logic.BodyPlaces;
import dev.santokit.project.logic.LogicFunction;
import dev.santokit.project.problem.ErrorCode;
import dev.santokit.project.problem.Position;
import dev.santokit.project.problem.Problem;
import dev.santokit.project.problem.Range;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the server says of functions that it cannot run: what only a database or a JavaScript engine
 * can see.
 *
 * @param problems those that it gave a place, in the files of the project
 * @param rest what it said besides, line by line
 */
record Complaint(List<Problem> problems, List<String> rest) {

  /** A problem as {@link Problem#line} writes it, at the end of a line. */
  private static final Pattern PROBLEM =
      Pattern.compile(
          "(?:.*: )?(?<file>(?:logic|lib)/[^: ]+):(?<line>[1-9][0-9]{0,8}):(?<column>[1-9][0-9]{0,8}):"
              + " (?<what>.*) \\[(?<code>[A-Z_]+)]");

  /**
   * Reads the server's words, a problem a line.
   *
   * @param functions those of the release: the server knows no more of a file than the function's
   *     body, and counts its lines from there
   */
  static Complaint of(String words, List<LogicFunction> functions) {
    List<Problem> problems = new ArrayList<>();
    List<String> rest = new ArrayList<>();
    BodyPlaces.inFiles(words, functions)
        .lines()
        .filter(line -> !line.isBlank())
        .forEach(line -> problem(line).ifPresentOrElse(problems::add, () -> rest.add(line)));
    return new Complaint(problems, rest);
  }

  private static Optional<Problem> problem(String line) {
    Matcher matcher = PROBLEM.matcher(line);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    var place =
        new Position(
            Integer.parseInt(matcher.group("line")), Integer.parseInt(matcher.group("column")));
    Range range = Range.at(matcher.group("file"), place);
    return code(matcher.group("code"))
        .map(code -> Problem.error(code, range, matcher.group("what"), null));
  }

  private static Optional<ErrorCode> code(String name) {
    return Arrays.stream(ErrorCode.values()).filter(code -> code.name().equals(name)).findFirst();
  }
}
