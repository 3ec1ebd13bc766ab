package dev.santokit.schema.difference;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What another type means for the values that are there, as far as the names of both types say.
 *
 * @param widening the new type holds all that the old one did, and whoever uses the column does not
 *     notice
 * @param lossless no value is refused, rounded or cut; true of each widening
 * @param rewrite whether Postgres writes the table anew
 */
public record TypeChange(boolean widening, boolean lossless, boolean rewrite) {

  private static final TypeChange FREE = new TypeChange(true, true, false);
  private static final TypeChange WIDER = new TypeChange(true, true, true);
  private static final TypeChange OTHER = new TypeChange(false, true, true);
  private static final TypeChange NARROWER = new TypeChange(false, false, true);

  /** {@code timestamp(3) without time zone[]}: name, numbers in brackets, rest of name, arrays. */
  private static final Pattern WORDS =
      Pattern.compile(
          "(.*?)(?:\\((-?\\d+)(?:,(-?\\d+))?\\))?( with(?:out)? time zone)?((?:\\[\\])*)");

  /** Types by what holds them without loss, all of which are written in another way. */
  private static final Map<String, List<String>> WIDER_TYPES =
      Map.of(
          "smallint", List.of("integer", "bigint", "numeric", "real", "double precision"),
          "integer", List.of("bigint", "numeric", "double precision"),
          "bigint", List.of("numeric"),
          "real", List.of("double precision"));

  private record Type(String name, int first, int second, String arrays) {

    /** No number in brackets: for most types no limit. */
    static final int NONE = -1;

    static Type of(String words) {
      Matcher matcher = WORDS.matcher(words);
      if (!matcher.matches()) {
        return new Type(words, NONE, NONE, "");
      }
      String zone = matcher.group(4) == null ? "" : matcher.group(4);
      return new Type(
          matcher.group(1) + zone, number(matcher, 2), number(matcher, 3), matcher.group(5));
    }

    private static int number(Matcher matcher, int group) {
      return matcher.group(group) == null ? NONE : Integer.parseInt(matcher.group(group));
    }
  }

  /** From one type to another, both as {@code format_type} spells them. */
  public static TypeChange of(String from, String to) {
    Type before = Type.of(from);
    Type after = Type.of(to);
    if (!before.arrays().equals(after.arrays())) {
      return NARROWER;
    }
    TypeChange change = ofElements(before, after);
    return before.arrays().isEmpty() || !change.equals(FREE)
        ? change
        : WIDER; // lists are always written
  }

  private static TypeChange ofElements(Type before, Type after) {
    if (before.name().equals(after.name())) {
      return size(before, after);
    }
    if (before.name().equals("character varying") && after.name().equals("text")) {
      return FREE;
    }
    if (before.name().equals("text") && after.name().equals("character varying")) {
      return after.first() == Type.NONE ? FREE : new TypeChange(false, false, true);
    }
    if (before.name().equals("cidr") && after.name().equals("inet")) {
      return FREE;
    }
    boolean wider =
        WIDER_TYPES.getOrDefault(before.name(), List.of()).contains(after.name())
            && after.first() == Type.NONE;
    if (wider) {
      return WIDER;
    }
    return after.name().equals("text") ? OTHER : NARROWER;
  }

  private static TypeChange size(Type before, Type after) {
    return switch (before.name()) {
      case "character varying", "bit varying" ->
          longer(before.first(), after.first()) ? FREE : NARROWER;
      case "character", "bit" ->
          longer(before.first(), after.first()) && before.name().equals("character")
              ? WIDER
              : NARROWER;
      case "numeric" -> numeric(before, after);
      case "timestamp without time zone",
          "timestamp with time zone",
          "time without time zone",
          "time with time zone",
          "interval" ->
          longer(before.first(), after.first()) ? FREE : NARROWER;
      default -> NARROWER;
    };
  }

  private static boolean longer(int before, int after) {
    return after == Type.NONE || (before != Type.NONE && before <= after);
  }

  /** Digits before the point and after it, each as many or more. */
  private static TypeChange numeric(Type before, Type after) {
    if (after.first() == Type.NONE) {
      return FREE;
    }
    if (before.first() == Type.NONE) {
      return NARROWER;
    }
    int scaleBefore = Math.max(0, before.second());
    int scaleAfter = Math.max(0, after.second());
    if (scaleAfter < scaleBefore || after.first() - scaleAfter < before.first() - scaleBefore) {
      return NARROWER;
    }
    return scaleAfter == scaleBefore ? FREE : WIDER;
  }
}
