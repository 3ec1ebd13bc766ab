package dev.santokit.cli.dev;

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
          "(?:.*: )?(?<file>(?:logic|lib)/[^: ]+)(?: \\(body\\))?:(?<line>[1-9][0-9]{0,8}):(?<column>[1-9][0-9]{0,8}):"
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
    words
        .lines()
        .filter(line -> !line.isBlank())
        .forEach(
            line -> problem(line, functions).ifPresentOrElse(problems::add, () -> rest.add(line)));
    return new Complaint(problems, rest);
  }

  private static Optional<Problem> problem(String line, List<LogicFunction> functions) {
    Matcher matcher = PROBLEM.matcher(line);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    Position place =
        new Position(
            Integer.parseInt(matcher.group("line")), Integer.parseInt(matcher.group("column")));
    String file = matcher.group("file");
    Position inFile =
        functions.stream()
            .map(LogicFunction::source)
            .filter(source -> source.file().equals(file))
            .findFirst()
            .map(source -> place.within(source.start()))
            .orElse(place);
    return code(matcher.group("code"))
        .map(code -> Problem.error(code, Range.at(file, inFile), matcher.group("what"), null));
  }

  private static Optional<ErrorCode> code(String name) {
    return Arrays.stream(ErrorCode.values()).filter(code -> code.name().equals(name)).findFirst();
  }
}
