package dev.santokit.server.js;

import dev.santokit.project.problem.ErrorCode;
import dev.santokit.project.problem.Position;
import dev.santokit.project.problem.Problem;
import dev.santokit.project.problem.Range;
import dev.santokit.server.call.Uncompilable;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.PolyglotException.StackFrame;
import org.graalvm.polyglot.SourceSection;

/** What is wrong with a program, with the place in its files. */
final class Faults {

  /** GraalJS puts the place into the message, too: {@code SyntaxError: /a/b.js:1:38 Expected …}. */
  private static final Pattern PREFIX = Pattern.compile("^SyntaxError: (/\\S+:\\d+:\\d+ )?");

  /** The export of a module that has an await of its own and did not get beyond it. */
  private static final String UNSETTLED = "ReferenceError: *default* is not defined";

  private Faults() {}

  /** A module does not parse. */
  static Uncompilable syntax(JsProgram program, PolyglotException fault) {
    return uncompilable(ErrorCode.JS_SYNTAX, program, fault, what(fault));
  }

  /** The modules do not fit together, or their code throws when it is evaluated. */
  static Uncompilable evaluation(JsProgram program, PolyglotException fault) {
    if (firstLine(fault).equals(UNSETTLED)) {
      return uncompilable(
          ErrorCode.JS_THROWS,
          program,
          fault,
          "the module waits for a promise that nothing will settle");
    }
    return fault.isSyntaxError()
        ? uncompilable(ErrorCode.JS_NOT_EXPORTED, program, fault, what(fault))
        : uncompilable(
            ErrorCode.JS_THROWS,
            program,
            fault,
            "the module throws when it is loaded: " + firstLine(fault));
  }

  /** There is nothing to call. */
  static Uncompilable noFunction(JsProgram program) {
    return new Uncompilable(
        Problem.error(
            ErrorCode.JS_NO_DEFAULT_EXPORT,
            Range.at(shown(program, program.entry()), program.start()),
            "the module has no function as its default export",
            "export default async function (params, context) { … }"));
  }

  private static Uncompilable uncompilable(
      ErrorCode code, JsProgram program, PolyglotException fault, String what) {
    return new Uncompilable(Problem.error(code, range(program, fault), what, null));
  }

  private static String what(PolyglotException fault) {
    return PREFIX.matcher(firstLine(fault)).replaceFirst("");
  }

  private static String firstLine(PolyglotException fault) {
    return Objects.requireNonNullElse(fault.getMessage(), "").lines().findFirst().orElse("");
  }

  /** Where it happened; the start of the function when the engine does not know. */
  private static Range range(JsProgram program, PolyglotException fault) {
    var frames =
        StreamSupport.stream(fault.getPolyglotStackTrace().spliterator(), false)
            .map(StackFrame::getSourceLocation);
    return Stream.concat(Stream.ofNullable(fault.getSourceLocation()), frames)
        .filter(Objects::nonNull)
        .filter(section -> program.files().containsKey(section.getSource().getName()))
        .findFirst()
        .map(section -> range(program, section))
        .orElseGet(() -> Range.at(shown(program, program.entry()), program.start()));
  }

  private static Range range(JsProgram program, SourceSection section) {
    String file = section.getSource().getName().substring(1);
    Position from = new Position(section.getStartLine(), section.getStartColumn());
    Position to = new Position(section.getEndLine(), section.getEndColumn() + 1);
    return new Range(shown(program, file), inFile(program, file, from), inFile(program, file, to));
  }

  /**
   * The function's own module is shown as a body when nobody knows what stands before it in its
   * file, since its lines are counted from there.
   */
  private static String shown(JsProgram program, String file) {
    boolean counted = !file.equals(program.entry()) || !program.start().equals(Position.START);
    return counted ? file : file + " (body)";
  }

  /** The function's own text may begin within a line. */
  private static Position inFile(JsProgram program, String file, Position position) {
    Position start = program.start();
    return file.equals(program.entry()) && position.line() == start.line()
        ? new Position(position.line(), position.column() + start.column() - 1)
        : position;
  }
}
