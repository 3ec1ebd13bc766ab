package dev.santokit.project.logic;

import dev.santokit.project.problem.Position;
import java.util.Collection;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Places in the bodies of functions as places in their files. A release carries bodies alone, so a
 * server counts from where a body begins; who has the files, or a bundle, knows where that is.
 */
public final class BodyPlaces {

  private static final Pattern PLACE =
      Pattern.compile(
          "(?<name>logic/[^: ]+) \\(body\\)"
              + "(?::(?<line>[1-9][0-9]{0,8}):(?<column>[1-9][0-9]{0,8}))?");

  private BodyPlaces() {}

  /** What a server calls the body of a function: {@code logic/users/get.sql (body)}. */
  public static String name(FunctionPath path, LogicType type) {
    return "logic/" + path + "." + type.word() + " (body)";
  }

  /**
   * A server's words, with places in files.
   *
   * @param words that may name places, a problem a line
   * @param functions those that the words may be about; places in others stay as they are
   */
  public static String inFiles(String words, Collection<LogicFunction> functions) {
    return PLACE
        .matcher(words)
        .replaceAll(place -> Matcher.quoteReplacement(inFile(place, functions)));
  }

  private static String inFile(MatchResult place, Collection<LogicFunction> functions) {
    Optional<Source> found =
        functions.stream()
            .filter(function -> place.group().startsWith(name(function.path(), function.type())))
            .map(LogicFunction::source)
            .findFirst();
    if (found.isEmpty()) {
      return place.group();
    }
    Source source = found.get();
    if (place.group("line") == null) {
      return source.file();
    }
    var inBody =
        new Position(
            Integer.parseInt(place.group("line")), Integer.parseInt(place.group("column")));
    return source.file() + ":" + inBody.within(source.start());
  }
}
