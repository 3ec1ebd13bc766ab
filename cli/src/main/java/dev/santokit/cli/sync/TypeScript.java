package dev.santokit.cli.sync;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Pieces of TypeScript. Nothing that a project says gets out of its place in them. */
final class TypeScript {

  private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z_$][A-Za-z0-9_$]*");
  private static final Pattern PLAIN = Pattern.compile("[ -&(-\\[\\]-~]*");

  private TypeScript() {}

  /** A name as a key of an object type, in quotes where it is no identifier. */
  static String key(String name) {
    return IDENTIFIER.matcher(name).matches() ? name : string(name);
  }

  /** A text as a literal. */
  static String string(String text) {
    if (PLAIN.matcher(text).matches()) {
      return "'" + text + "'";
    }
    StringBuilder literal = new StringBuilder("'");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\'' || c == '\\') {
        literal.append('\\').append(c);
      } else if (c < ' ' || c > '~') {
        literal.append("\\u%04x".formatted((int) c));
      } else {
        literal.append(c);
      }
    }
    return literal.append('\'').toString();
  }

  /** Words for people above a declaration; nothing when there are none. */
  static void comment(List<String> lines, int depth, StringBuilder out) {
    if (lines.isEmpty()) {
      return;
    }
    String margin = indent(depth);
    List<String> safe = lines.stream().map(TypeScript::inComment).toList();
    if (safe.size() == 1) {
      out.append(margin).append("/** ").append(safe.getFirst()).append(" */\n");
      return;
    }
    out.append(margin).append("/**\n");
    safe.forEach(line -> out.append(margin).append((" * " + line).stripTrailing()).append('\n'));
    out.append(margin).append(" */\n");
  }

  private static String inComment(String line) {
    return line.replace("*/", "*\\/").replaceAll("\\p{Cntrl}", " ").strip();
  }

  static String indent(int depth) {
    return "  ".repeat(depth);
  }

  /** A type or nothing; unknown is that already. */
  static String orNull(String type) {
    return type.equals("unknown") || type.endsWith("| null") ? type : type + " | null";
  }

  /** An array of a type, read or written. */
  static String array(String item) {
    return item.contains("|") || item.startsWith("readonly ") ? "(" + item + ")[]" : item + "[]";
  }

  /** Names that JavaScript asks every object for: nobody can call a function by one of them. */
  static final Set<String> NO_FUNCTIONS = Set.of("then", "toJSON");
}
