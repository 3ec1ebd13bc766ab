package dev.santokit.crds;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.santokit.project.problem.ErrorCode;
import dev.santokit.project.problem.Nearest;
import dev.santokit.project.problem.Problems;
import dev.santokit.project.problem.Range;
import dev.santokit.project.yaml.Node;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What files say as the type of a resource, without a key that the resource does not have. */
public final class Typed {

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  private Typed() {}

  /** A part of a resource as JSON; numbers keep all their digits. */
  public static JsonNode json(Object part) {
    try {
      return MAPPER.readTree(MAPPER.writeValueAsString(part));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("no part of a resource: " + part.getClass(), e);
    }
  }

  /**
   * Reads a mapping.
   *
   * @return null when an error was added, at the place of the value or key that does not fit
   */
  public static <T> @Nullable T read(Node.Mapping mapping, Class<T> type, Problems problems) {
    try {
      return MAPPER.treeToValue(mapping.toJson(), type);
    } catch (UnrecognizedPropertyException unknown) {
      Set<String> known =
          unknown.getKnownPropertyIds().stream()
              .map(String::valueOf)
              .collect(Collectors.toUnmodifiableSet());
      problems.error(
          ErrorCode.UNKNOWN_KEY,
          keyPlace(mapping, unknown.getPath()),
          "unknown key \"" + path(unknown.getPath()) + "\"",
          Nearest.hint(unknown.getPropertyName(), known));
    } catch (JsonMappingException other) {
      problems.error(
          ErrorCode.WRONG_TYPE,
          at(mapping, other.getPath()).range(),
          path(other.getPath()) + " has a value that does not fit it",
          "kubectl explain stkp.spec." + path(other.getPath()));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree has no syntax", e);
    }
    return null;
  }

  private static String path(List<JsonMappingException.Reference> path) {
    return path.stream()
        .map(JsonMappingException.Reference::getFieldName)
        .filter(Objects::nonNull)
        .collect(Collectors.joining("."));
  }

  /** Of the key that the path ends in. */
  private static Range keyPlace(Node root, List<JsonMappingException.Reference> path) {
    Node parent = at(root, path.subList(0, path.size() - 1));
    Node.Entry entry =
        parent instanceof Node.Mapping mapping
            ? mapping.entries().get(path.getLast().getFieldName())
            : null;
    return entry == null ? parent.range() : entry.key();
  }

  private static Node at(Node root, List<JsonMappingException.Reference> path) {
    Node at = root;
    for (JsonMappingException.Reference step : path) {
      if (at instanceof Node.Mapping mapping
          && mapping.entries().get(step.getFieldName()) != null) {
        at = mapping.entries().get(step.getFieldName()).value();
      } else if (at instanceof Node.Sequence list
          && step.getIndex() >= 0
          && step.getIndex() < list.items().size()) {
        at = list.items().get(step.getIndex());
      }
    }
    return at;
  }
}
