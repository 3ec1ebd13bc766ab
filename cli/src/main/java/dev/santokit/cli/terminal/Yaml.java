package dev.santokit.cli.terminal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Iterator;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * JSON as YAML that a person reads and every YAML parser takes the same way, those of version 1.1
 * too: a string that another one could take for something else stands in quotes, a text of several
 * lines in a block. The same input gives the same bytes.
 */
public final class Yaml {

  /** Words that no version of YAML takes for anything but a string. */
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z_/][A-Za-z0-9_./-]*");

  private static final Pattern TAKEN_FOR_OTHER =
      Pattern.compile("(?i)y|n|yes|no|on|off|true|false|null|nan|inf");

  /** Text that a block can hold as it is: no control characters, no exotic line ends. */
  private static final Pattern BLOCK =
      Pattern.compile(
          "[\\t\\n\\x20-\\x7e\\xa0-\\u2027\\u202a-\\ud7ff\\ue000-\\ufefe\\uff00-\\ufffd]*");

  private static final String INDENT = "  ";

  private final StringBuilder text = new StringBuilder();

  private Yaml() {}

  /** A document, without {@code ---}, with a line end. */
  public static String of(JsonNode document) {
    var yaml = new Yaml();
    if (document.isContainerNode() && !document.isEmpty()) {
      yaml.container(document, "");
    } else {
      yaml.scalar(document);
      yaml.text.append('\n');
    }
    return yaml.text.toString();
  }

  /** The lines of a mapping or sequence that has entries, each behind the indent. */
  private void container(JsonNode node, String indent) {
    if (node.isObject()) {
      node.properties()
          .forEach(entry -> {
            text.append(indent);
            entry(entry, indent);
          });
    } else {
      node.forEach(element -> {
        text.append(indent).append('-');
        element(element, indent);
      });
    }
  }

  private void entry(Map.Entry<String, JsonNode> entry, String indent) {
    scalar(TextNode.valueOf(entry.getKey()));
    text.append(':');
    JsonNode value = entry.getValue();
    if (value.isContainerNode() && !value.isEmpty()) {
      text.append('\n');
      container(value, indent + INDENT);
    } else {
      text.append(' ');
      block(value, indent + INDENT);
      text.append('\n');
    }
  }

  private void element(JsonNode element, String indent) {
    if (element.isObject() && !element.isEmpty()) {
      text.append(' '); // the first entry stands behind the dash, the others below it
      Iterator<Map.Entry<String, JsonNode>> entries = element.properties().iterator();
      entry(entries.next(), indent + INDENT);
      entries.forEachRemaining(entry -> {
        text.append(indent).append(INDENT);
        entry(entry, indent + INDENT);
      });
    } else if (element.isArray() && !element.isEmpty()) {
      text.append('\n');
      container(element, indent + INDENT);
    } else {
      text.append(' ');
      block(element, indent + INDENT);
      text.append('\n');
    }
  }

  /** A value; a text of several lines becomes a block of lines behind the indent. */
  private void block(JsonNode value, String indent) {
    String lines = value.asText();
    if (!value.isTextual() || lines.indexOf('\n') < 0 || !BLOCK.matcher(lines).matches()) {
      scalar(value);
      return;
    }
    String body = lines.stripTrailing();
    if (body.isEmpty() || Character.isWhitespace(body.charAt(0))) {
      scalar(value); // a block would need to say its indent: quotes are plainer
      return;
    }
    String end = lines.substring(lines.endsWith("\n") ? lines.length() - 1 : lines.length());
    String kept = lines.substring(0, lines.length() - end.length());
    text.append(end.isEmpty() ? "|-" : kept.endsWith("\n") ? "|+" : "|");
    for (String line : kept.split("\n", -1)) {
      text.append('\n');
      if (!line.isEmpty()) {
        text.append(indent).append(line);
      }
    }
  }

  private void scalar(JsonNode value) {
    if (value.isTextual()
        && PLAIN.matcher(value.asText()).matches()
        && !TAKEN_FOR_OTHER.matcher(value.asText()).matches()) {
      text.append(value.asText());
    } else {
      escaped(value.toString()); // JSON is YAML
    }
  }

  /** JSON, where characters that YAML does not print or takes for line ends are escaped, too. */
  private void escaped(String json) {
    for (int at = 0; at < json.length(); at++) {
      char next = json.charAt(at);
      if (Character.isSurrogate(next) || BLOCK.matcher(String.valueOf(next)).matches()) {
        text.append(next);
      } else {
        text.append("\\u%04x".formatted((int) next));
      }
    }
  }
}
