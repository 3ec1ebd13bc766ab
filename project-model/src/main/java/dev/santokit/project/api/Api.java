package dev.santokit.project.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.santokit.project.logic.FunctionPath;
import dev.santokit.project.release.Release;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What clients may know of a release: its functions but for private ones. Nothing of how they work
 * is in it.
 *
 * @param project the id of the project
 * @param release the release's digest
 */
public record Api(String project, String release, SortedMap<FunctionPath, ApiFunction> functions) {

  /** Of the form that {@link #toJson} writes. */
  private static final int VERSION = 1;

  /** Leaves private functions out. */
  public Api {
    var open = new TreeMap<>(functions);
    open.keySet().removeIf(FunctionPath::isPrivate);
    functions = Collections.unmodifiableSortedMap(open);
  }

  /** As the files of a release say; no database was asked. */
  public static Api of(Release release) {
    var functions = new TreeMap<FunctionPath, ApiFunction>();
    release
        .functions()
        .forEach((path, function) -> functions.put(path, ApiFunction.of(function.config())));
    return new Api(release.project(), release.digest(), functions);
  }

  /** This with the columns that another, of the same functions, has. */
  public Api withColumnsOf(Api described) {
    var all = new TreeMap<>(functions);
    described.functions.forEach((path, function) -> {
      List<ResultColumn> columns = function.columns();
      if (columns != null) {
        all.computeIfPresent(path, (_, known) -> known.withColumns(columns));
      }
    });
    return new Api(project, release, all);
  }

  /** What {@code GET /manifest} answers. The same content gives the same bytes. */
  public ObjectNode toJson() {
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("version", VERSION)
            .put("project", project)
            .put("release", release);
    ObjectNode byPath = json.putObject("functions");
    functions.forEach((path, function) -> byPath.set(path.value(), function.toJson()));
    return json;
  }

  /**
   * Reads what {@link #toJson} wrote.
   *
   * @throws IllegalArgumentException when it is something else, or of a version that knows more
   */
  public static Api fromJson(@Nullable JsonNode json) {
    if (json == null || !json.path("functions").isObject()) {
      throw new IllegalArgumentException("no manifest of a Santokit server");
    }
    if (json.path("version").asInt() != VERSION) {
      throw new IllegalArgumentException("a manifest of version " + json.path("version"));
    }
    var functions = new TreeMap<FunctionPath, ApiFunction>();
    json.path("functions")
        .properties()
        .forEach(field ->
            functions.put(
                new FunctionPath(field.getKey()), ApiFunction.fromJson(field.getValue())));
    return new Api(json.path("project").asText(), json.path("release").asText(), functions);
  }
}
