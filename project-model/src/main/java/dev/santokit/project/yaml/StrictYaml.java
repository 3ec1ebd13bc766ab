package dev.santokit.project.yaml;

import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.databind.node.ValueNode;
import dev.santokit.project.problem.ErrorCode;
import dev.santokit.project.problem.Position;
import dev.santokit.project.problem.Problem;
import dev.santokit.project.problem.Problems;
import dev.santokit.project.problem.Range;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/**
 * Reads one YAML 1.2 document of the core schema ({@code no} and {@code on} stay strings) with the
 * place of every node. Whatever makes a text mean something else than it shows is an error:
 * duplicate keys, anchors, aliases, merge keys, tags and several documents. At most 256 KiB and 32
 * levels.
 */
public final class StrictYaml {

  /** The largest text, in bytes of UTF-8. */
  public static final int MAX_BYTES = 256 * 1024;

  /** The deepest nesting of mappings and lists. */
  public static final int MAX_DEPTH = 32;

  private static final CoreSchema CORE = new CoreSchema();

  private final String file;
  private final UnaryOperator<Position> placed;
  private final Problems problems;
  private final Iterator<Event> events;

  private StrictYaml(
      String file, UnaryOperator<Position> placed, Problems problems, Iterator<Event> events) {
    this.file = file;
    this.placed = placed;
    this.problems = problems;
    this.events = events;
  }

  /**
   * Reads a whole file.
   *
   * @return the document, null when it is empty or when an error was added
   */
  public static @Nullable Node read(String file, String text, Problems problems) {
    return read(file, text, UnaryOperator.identity(), problems);
  }

  /**
   * Reads YAML that is a part of a file.
   *
   * @param placed turns a place in {@code text} into its place in the file
   * @return the document, null when it is empty or when an error was added
   */
  public static @Nullable Node read(
      String file, String text, UnaryOperator<Position> placed, Problems problems) {
    if (text.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
      problems.error(
          ErrorCode.FILE_TOO_LARGE,
          Range.at(file, placed.apply(Position.START)),
          "YAML of more than 256 KiB");
      return null;
    }
    var settings =
        LoadSettings.builder().setLabel(file).setCodePointLimit(MAX_BYTES).setSchema(CORE).build();
    try {
      var events = new Parse(settings).parseString(text).iterator();
      return new StrictYaml(file, placed, problems, events).document();
    } catch (Refused refused) {
      problems.add(refused.problem);
      return null;
    } catch (MarkedYamlEngineException e) {
      Position place =
          e.getProblemMark().or(e::getContextMark).map(StrictYaml::position).orElse(Position.START);
      problems.error(
          ErrorCode.YAML_SYNTAX,
          Range.at(file, placed.apply(place)),
          "not YAML: " + oneLine(e.getProblem()));
      return null;
    } catch (YamlEngineException e) {
      problems.error(
          ErrorCode.YAML_SYNTAX,
          Range.at(file, placed.apply(Position.START)),
          "not YAML: " + oneLine(String.valueOf(e.getMessage())));
      return null;
    }
  }

  private @Nullable Node document() {
    events.next(); // stream start
    if (!(events.next() instanceof DocumentStartEvent)) {
      return null;
    }
    Event first = events.next();
    Node root = node(first, 1);
    events.next(); // document end
    Event after = events.next();
    if (after instanceof DocumentStartEvent) {
      throw refused(
          ErrorCode.YAML_NOT_ALLOWED, after, "a second document", "one file is one document");
    }
    boolean empty = root instanceof Node.Scalar s && s.value().isNull() && s.text().isEmpty();
    return empty ? null : root;
  }

  private Node node(Event event, int depth) {
    if (event instanceof AliasEvent alias) {
      throw refused(
          ErrorCode.YAML_NOT_ALLOWED,
          event,
          "the alias *" + alias.getAlias(),
          "write the value out");
    }
    if (((NodeEvent) event).getAnchor().isPresent()) {
      throw refused(
          ErrorCode.YAML_NOT_ALLOWED,
          event,
          "the anchor &" + ((NodeEvent) event).getAnchor().get(),
          "write the value out where it is needed");
    }
    if (depth > MAX_DEPTH) {
      throw refused(ErrorCode.YAML_TOO_DEEP, event, "more than 32 levels deep", null);
    }
    return switch (event) {
      case ScalarEvent scalar -> {
        refuseTag(scalar.getTag(), event);
        yield scalar(scalar);
      }
      case SequenceStartEvent sequence -> {
        refuseTag(sequence.getTag(), event);
        yield sequence(event, depth);
      }
      case MappingStartEvent mapping -> {
        refuseTag(mapping.getTag(), event);
        yield mapping(event, depth);
      }
      default -> throw new IllegalStateException("no node begins with " + event);
    };
  }

  private Node sequence(Event start, int depth) {
    List<Node> items = new ArrayList<>();
    Event next = events.next();
    while (next.getEventId() != Event.ID.SequenceEnd) {
      items.add(node(next, depth + 1));
      next = events.next();
    }
    return new Node.Sequence(range(start).to(range(next)), List.copyOf(items));
  }

  private Node mapping(Event start, int depth) {
    var entries = new LinkedHashMap<String, Node.Entry>();
    Event next = events.next();
    while (next.getEventId() != Event.ID.MappingEnd) {
      String key = key(next, depth);
      Range at = range(next);
      Node value = node(events.next(), depth + 1);
      var before = entries.putIfAbsent(key, new Node.Entry(at, value));
      if (before != null) {
        problems.error(
            ErrorCode.YAML_DUPLICATE_KEY,
            at,
            "the key \"" + key + "\" stands here twice",
            "it stands first in line " + before.key().from().line());
      }
      next = events.next();
    }
    return new Node.Mapping(range(start).to(range(next)), entries);
  }

  private String key(Event event, int depth) {
    if (event instanceof ScalarEvent s && s.isPlain() && s.getValue().equals("<<")) {
      throw refused(ErrorCode.YAML_NOT_ALLOWED, event, "a merge key", "write the keys out");
    }
    if (node(event, depth + 1) instanceof Node.Scalar key && key.value().isTextual()) {
      return key.text();
    }
    throw refused(ErrorCode.WRONG_TYPE, event, "a key must be a string", "put the key in quotes");
  }

  private Node.Scalar scalar(ScalarEvent event) {
    String text = event.getValue();
    Range range = range(event);
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
      throw refused(
          ErrorCode.INVALID_VALUE, event, "half of a character, which no file can hold", null);
    }
    if (event.getScalarStyle() != ScalarStyle.PLAIN) {
      return new Node.Scalar(range, TextNode.valueOf(text), text);
    }
    Tag tag = CORE.getScalarResolver().resolve(text, true);
    return new Node.Scalar(range, value(tag, text, event), text);
  }

  private ValueNode value(Tag tag, String text, Event event) {
    if (tag.equals(Tag.NULL)) {
      return NullNode.instance;
    }
    if (tag.equals(Tag.BOOL)) {
      return BooleanNode.valueOf(text.equalsIgnoreCase("true"));
    }
    if (tag.equals(Tag.INT)) {
      return JsonNodeFactory.instance.numberNode(integer(text));
    }
    if (tag.equals(Tag.FLOAT)) {
      try {
        return DecimalNode.valueOf(new BigDecimal(text));
      } catch (NumberFormatException infinityOrNan) {
        throw refused(
            ErrorCode.INVALID_VALUE,
            event,
            "the number " + text + " has no JSON form",
            "put it in quotes if it is a string");
      }
    }
    return TextNode.valueOf(text);
  }

  /** An integer of YAML 1.2's core schema: decimal, {@code 0o17} or {@code 0x1F}. */
  private static BigInteger integer(String text) {
    if (text.startsWith("0o")) {
      return new BigInteger(text.substring(2), 8);
    }
    if (text.startsWith("0x")) {
      return new BigInteger(text.substring(2), 16);
    }
    return new BigInteger(text);
  }

  private void refuseTag(Optional<String> tag, Event event) {
    if (tag.isPresent()) {
      throw refused(ErrorCode.YAML_NOT_ALLOWED, event, "the tag " + tag.get(), "leave the tag out");
    }
  }

  private Range range(Event event) {
    return new Range(
        file,
        placed.apply(event.getStartMark().map(StrictYaml::position).orElse(Position.START)),
        placed.apply(event.getEndMark().map(StrictYaml::position).orElse(Position.START)));
  }

  private static Position position(Mark mark) {
    return new Position(mark.getLine() + 1, mark.getColumn() + 1);
  }

  private Refused refused(ErrorCode code, Event event, String what, @Nullable String hint) {
    return new Refused(Problem.error(code, range(event), what, hint));
  }

  private static String oneLine(String message) {
    return message.lines().map(String::strip).findFirst().orElse("syntax error");
  }

  /** Ends the reading of a text that is refused as a whole. */
  private static final class Refused extends RuntimeException {
    private final transient Problem problem;

    Refused(Problem problem) {
      super(problem.line(), null, false, false);
      this.problem = problem;
    }
  }
}
