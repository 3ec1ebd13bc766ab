package dev.santokit.project.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A text of a configuration in which {@code ${NAME}} stands for a secret. A second {@code $} before
 * the brace's makes it literal: {@code $${NAME}} gives {@code ${NAME}}. A {@code $} before anything
 * else is itself.
 *
 * @param template as it is written
 */
public record SecretText(String template) {

  /** The grammar of names, as messages show it. */
  public static final String NAME_GRAMMAR = "A-Z, 0-9 and _, with no digit first";

  private static final Pattern NAME = Pattern.compile("[A-Z_][A-Z0-9_]*");

  /** A piece of a template. */
  private sealed interface Part {}

  private record Literal(String text) implements Part {}

  private record Reference(String name) implements Part {}

  /**
   * Refuses a template that cannot be read.
   *
   * @throws IllegalArgumentException saying what is wrong, without the text
   */
  public SecretText {
    String fault = fault(template);
    if (fault != null) {
      throw new IllegalArgumentException(fault);
    }
  }

  /** What is wrong with a template in one line, or null when nothing is. */
  static @Nullable String fault(String template) {
    int at = reference(template, 0);
    while (at >= 0) {
      int end = template.indexOf('}', at);
      if (end < 0) {
        return "a ${ is never closed";
      }
      if (!NAME.matcher(template.substring(at + 2, end)).matches()) {
        return "the name of a secret is made of " + NAME_GRAMMAR;
      }
      at = reference(template, end + 1);
    }
    return null;
  }

  /** Whether {@code name} can be the name of a secret. */
  public static boolean isName(String name) {
    return NAME.matcher(name).matches();
  }

  /** The names of the secrets that it needs. */
  public SortedSet<String> names() {
    var names = new TreeSet<String>();
    for (Part part : parts()) {
      if (part instanceof Reference(String name)) {
        names.add(name);
      }
    }
    return names;
  }

  /** Whether it is one secret and nothing else. */
  boolean isOneReference() {
    return parts().size() == 1 && parts().getFirst() instanceof Reference;
  }

  /**
   * The text with its secrets.
   *
   * @param secrets the value of a name, or empty when there is none
   * @throws SecretMissing naming all that have no value
   */
  public String resolve(Function<String, Optional<String>> secrets) throws SecretMissing {
    return resolve(secrets, UnaryOperator.identity());
  }

  /**
   * The text with its secrets, each changed by {@code written}.
   *
   * @throws SecretMissing naming all that have no value
   */
  String resolve(Function<String, Optional<String>> secrets, UnaryOperator<String> written)
      throws SecretMissing {
    var text = new StringBuilder();
    var missing = new TreeSet<String>();
    for (Part part : parts()) {
      switch (part) {
        case Literal(String literal) -> text.append(literal);
        case Reference(String name) ->
            secrets
                .apply(name)
                .ifPresentOrElse(
                    value -> text.append(written.apply(value)), () -> missing.add(name));
      }
    }
    if (!missing.isEmpty()) {
      throw new SecretMissing(missing);
    }
    return text.toString();
  }

  /** The text with {@code value} in the place of each secret. */
  String filledWith(String value) {
    var text = new StringBuilder();
    for (Part part : parts()) {
      switch (part) {
        case Literal(String literal) -> text.append(literal);
        case Reference _ -> text.append(value);
      }
    }
    return text.toString();
  }

  private List<Part> parts() {
    var parts = new ArrayList<Part>();
    int from = 0;
    int at = reference(template, 0);
    while (at >= 0) {
      int end = template.indexOf('}', at);
      literal(template.substring(from, at), parts);
      parts.add(new Reference(template.substring(at + 2, end)));
      from = end + 1;
      at = reference(template, from);
    }
    literal(template.substring(from), parts);
    return parts;
  }

  private static void literal(String text, List<Part> parts) {
    if (!text.isEmpty()) {
      parts.add(new Literal(text.replace("$${", "${")));
    }
  }

  /** Where the next reference begins, −1 when there is none. */
  private static int reference(String template, int from) {
    int at = template.indexOf("${", from);
    while (at > from && template.charAt(at - 1) == '$') {
      at = template.indexOf("${", at + 2);
    }
    return at;
  }

  /** The template, which holds no secret. */
  @Override
  public String toString() {
    return template;
  }
}
