package dev.santokit.project.logic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Collection;
import java.util.List;

/** Who may call a function from outside. */
public sealed interface Access {

  /** Written so, anyone may call. */
  String PUBLIC = "public";

  /** Written so, whoever has a valid token may call. */
  String AUTHENTICATED = "authenticated";

  /** Anyone. */
  record Public() implements Access {}

  /** Whoever has a valid token. */
  record Authenticated() implements Access {}

  /**
   * Whoever has one of these roles.
   *
   * @param names at least one, sorted, each once
   */
  record Roles(List<String> names) implements Access {
    /** Sorts, since the order of a file means nothing. */
    public Roles {
      if (names.isEmpty()) {
        throw new IllegalArgumentException("access for no role admits nobody");
      }
      names = names.stream().distinct().sorted().toList();
    }
  }

  /**
   * Whether a caller may call.
   *
   * @param authenticated whether the caller's token was verified; an anonymous caller has no roles
   * @param roles the roles of the token
   */
  default boolean admits(boolean authenticated, Collection<String> roles) {
    return switch (this) {
      case Public() -> true;
      case Authenticated() -> authenticated;
      case Roles(List<String> names) -> {
        for (String name : names) {
          if (authenticated && roles.contains(name)) {
            yield true;
          }
        }
        yield false;
      }
    };
  }

  /** {@code "public"}, {@code "authenticated"} or a list of roles. */
  default JsonNode toJson() {
    return switch (this) {
      case Public() -> TextNode.valueOf(PUBLIC);
      case Authenticated() -> TextNode.valueOf(AUTHENTICATED);
      case Roles(List<String> names) -> {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        names.forEach(array::add);
        yield array;
      }
    };
  }

  /**
   * Reads what {@link #toJson} wrote.
   *
   * @throws IllegalArgumentException when it is something else
   */
  static Access fromJson(JsonNode json) {
    if (json.isTextual() && json.textValue().equals(PUBLIC)) {
      return new Public();
    }
    if (json.isTextual() && json.textValue().equals(AUTHENTICATED)) {
      return new Authenticated();
    }
    return new Roles(StoredJson.strings("access", json));
  }
}
