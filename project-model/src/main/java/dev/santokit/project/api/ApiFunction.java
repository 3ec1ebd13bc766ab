package dev.santokit.project.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.santokit.project.logic.Access;
import dev.santokit.project.logic.FunctionConfig;
import dev.santokit.project.logic.Parameters;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What clients may know of a function.
 *
 * @param description for people; null without
 * @param tags for people
 * @param returns what the author says about the result; null without
 * @param columns those of the rows that it answers, as its database describes them; none for
 *     statements without rows; null when that is not known
 */
public record ApiFunction(
    Access access,
    boolean readOnly,
    @Nullable String description,
    List<String> tags,
    Parameters parameters,
    @Nullable JsonNode returns,
    @Nullable List<ResultColumn> columns) {

  /** Copies the lists. */
  public ApiFunction {
    tags = List.copyOf(tags);
    columns = columns == null ? null : List.copyOf(columns);
  }

  /** As its front matter says; no database was asked. */
  public static ApiFunction of(FunctionConfig config) {
    return new ApiFunction(
        config.access(),
        config.readOnly(),
        config.description(),
        config.tags(),
        config.parameters(),
        config.returns(),
        null);
  }

  /** This with what a database says of its rows. */
  public ApiFunction withColumns(List<ResultColumn> described) {
    return new ApiFunction(access, readOnly, description, tags, parameters, returns, described);
  }

  ObjectNode toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.set("access", access.toJson());
    json.put("readOnly", readOnly);
    if (description != null) {
      json.put("description", description);
    }
    if (!tags.isEmpty()) {
      tags.forEach(json.putArray("tags")::add);
    }
    json.set("params", parameters.toJson());
    if (returns != null) {
      json.set("returns", returns);
    }
    if (columns != null) {
      ArrayNode array = json.putArray("columns");
      columns.forEach(column -> array.add(column.toJson()));
    }
    return json;
  }

  /**
   * Reads what {@link #toJson} wrote.
   *
   * @throws IllegalArgumentException when it is something else
   */
  static ApiFunction fromJson(JsonNode json) {
    List<String> tags = new ArrayList<>();
    json.path("tags").forEach(tag -> tags.add(tag.asText()));
    JsonNode columns = json.get("columns");
    return new ApiFunction(
        Access.fromJson(json.path("access")),
        json.path("readOnly").asBoolean(),
        json.path("description").textValue(),
        tags,
        Parameters.fromJson(json.path("params")),
        json.get("returns"),
        columns == null ? null : columns(columns));
  }

  private static List<ResultColumn> columns(JsonNode array) {
    List<ResultColumn> columns = new ArrayList<>();
    array.forEach(column -> columns.add(ResultColumn.fromJson(column)));
    return columns;
  }
}
