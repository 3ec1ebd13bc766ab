package dev.santokit.server.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.santokit.project.api.Api;
import dev.santokit.project.api.ApiFunction;
import dev.santokit.project.logic.Access;
import dev.santokit.project.logic.FunctionPath;
import dev.santokit.project.logic.Parameter;
import java.util.List;

/**
 * What clients may know of a release, in the words of OpenAPI 3.1: for each function its calls by
 * GET, where it changes nothing, and by POST.
 */
public final class OpenApi {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final String MEDIA = "application/json";
  private static final int SHORT_DIGEST = 12;

  private static final String ABOUT =
      "Functions of the project. An error has one shape whatever went wrong: branch on its code.";

  private OpenApi() {}

  /** The document. The same content gives the same bytes. */
  public static ObjectNode of(Api api) {
    ObjectNode document = JSON.objectNode().put("openapi", "3.1.0");
    document
        .putObject("info")
        .put("title", api.project())
        .put("version", version(api.release()))
        .put("description", ABOUT);
    document.putArray("servers").addObject().put("url", "/");
    ObjectNode paths = document.putObject("paths");
    paths.set("/call", JSON.objectNode().set("post", batch()));
    api.functions()
        .forEach((path, function) -> paths.set("/call/" + path.value(), item(path, function)));
    document.set("components", components());
    return document;
  }

  /** {@code 1:sha256:4f0c…} as X-Santokit-Release shows it. */
  private static String version(String digest) {
    String hex = digest.substring(digest.lastIndexOf(':') + 1);
    return hex.length() > SHORT_DIGEST ? hex.substring(0, SHORT_DIGEST) : hex;
  }

  private static ObjectNode item(FunctionPath path, ApiFunction function) {
    ObjectNode item = JSON.objectNode();
    if (function.readOnly()) {
      item.set("get", get(path, function));
    }
    return item.set("post", post(path, function));
  }

  private static ObjectNode get(FunctionPath path, ApiFunction function) {
    ObjectNode operation = operation("get", path, function);
    ArrayNode parameters = JSON.arrayNode();
    function.parameters().byName().values().forEach(p -> parameters.add(inQuery(p)));
    if (!parameters.isEmpty()) {
      operation.set("parameters", parameters);
    }
    ObjectNode responses = responses(function);
    responses
        .putObject("304")
        .put("description", "The answer is the one that If-None-Match names.");
    return operation.set("responses", responses);
  }

  private static ObjectNode inQuery(Parameter parameter) {
    ObjectNode json =
        JSON.objectNode()
            .put("name", parameter.name())
            .put("in", "query")
            .put("required", parameter.required());
    if (parameter.description() != null) {
      json.put("description", parameter.description());
    }
    ObjectNode schema = Schemas.of(parameter, false);
    if (Schemas.isPlain(parameter.type())) {
      json.set("schema", schema);
    } else {
      json.putObject("content").putObject(MEDIA).set("schema", schema);
    }
    return json;
  }

  private static ObjectNode post(FunctionPath path, ApiFunction function) {
    ObjectNode operation = operation("post", path, function);
    ObjectNode schema = JSON.objectNode().put("type", "object");
    ObjectNode properties = schema.putObject("properties");
    List<Parameter> parameters = List.copyOf(function.parameters().byName().values());
    parameters.forEach(p -> properties.set(p.name(), Schemas.of(p, !p.required())));
    List<String> required =
        parameters.stream().filter(Parameter::required).map(Parameter::name).toList();
    if (!required.isEmpty()) {
      required.forEach(schema.putArray("required")::add);
    }
    schema.put("additionalProperties", false);
    ObjectNode body = operation.putObject("requestBody").put("required", !required.isEmpty());
    body.putObject("content").putObject(MEDIA).set("schema", schema);
    return operation.set("responses", responses(function));
  }

  private static ObjectNode operation(String method, FunctionPath path, ApiFunction function) {
    ObjectNode operation =
        JSON.objectNode().put("operationId", method + "." + path.value().replace('/', '.'));
    if (function.description() != null) {
      operation.put("description", function.description());
    }
    ArrayNode tags = operation.putArray("tags");
    if (function.tags().isEmpty()) {
      tags.add(path.value().substring(0, path.value().lastIndexOf('/')));
    } else {
      function.tags().forEach(tags::add);
    }
    operation.set("security", security(function.access()));
    if (function.access() instanceof Access.Roles) {
      operation.set("x-santokit-roles", function.access().toJson());
    }
    return operation;
  }

  /** A token, which callers of a public function may leave out. */
  private static ArrayNode security(Access access) {
    ArrayNode security = JSON.arrayNode();
    if (access instanceof Access.Public) {
      security.addObject();
    }
    security.addObject().putArray("bearer");
    return security;
  }

  private static ObjectNode responses(ApiFunction function) {
    ObjectNode responses = JSON.objectNode();
    ObjectNode ok = responses.putObject("200").put("description", "What the function answers.");
    ok.putObject("content").putObject(MEDIA).set("schema", Schemas.ofResult(function));
    return withErrors(responses);
  }

  private static ObjectNode withErrors(ObjectNode responses) {
    responses.putObject("default").put("$ref", "#/components/responses/Error");
    return responses;
  }

  /** The one request that is no function's: several calls, all or nothing. */
  private static ObjectNode batch() {
    ObjectNode operation =
        JSON.objectNode()
            .put("operationId", "batch")
            .put(
                "description",
                "Several calls in one transaction, all or nothing; or one call whose path is in the"
                    + " body.");
    operation.putArray("security").addObject();
    operation.withArray("security").addObject().putArray("bearer");
    ObjectNode body = operation.putObject("requestBody").put("required", true);
    ArrayNode forms =
        body.putObject("content").putObject(MEDIA).putObject("schema").putArray("oneOf");
    forms.addObject().put("$ref", "#/components/schemas/Call");
    forms.addObject().put("$ref", "#/components/schemas/Batch");
    ObjectNode responses = JSON.objectNode();
    responses
        .putObject("200")
        .put("description", "What the function answers, or an array of what each of them does.")
        .putObject("content")
        .putObject(MEDIA)
        .putObject("schema");
    return operation.set("responses", withErrors(responses));
  }

  private static ObjectNode components() {
    ObjectNode components = JSON.objectNode();
    ObjectNode schemas = components.putObject("schemas");
    schemas.set("Call", Schemas.call());
    schemas.set("Batch", Schemas.batch());
    schemas.set("Error", Schemas.error());
    ObjectNode error =
        components
            .putObject("responses")
            .putObject("Error")
            .put("description", "Why there is no answer.");
    JsonNode schema = JSON.objectNode().put("$ref", "#/components/schemas/Error");
    error.putObject("content").putObject(MEDIA).set("schema", schema);
    components
        .putObject("securitySchemes")
        .putObject("bearer")
        .put("type", "http")
        .put("scheme", "bearer")
        .put("bearerFormat", "JWT");
    return components;
  }
}
