package dev.santokit.server.cache;

import com.fasterxml.jackson.databind.JsonNode;
import dev.santokit.project.logic.Arguments;
import dev.santokit.server.call.Caller;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an answer depends on, besides the release.
 *
 * @param arguments all of them in the order of the declaration, defaults applied: one text for each
 *     set of values. Numbers keep their digits, for 1.0 and 1 may have two answers
 * @param user with sorted roles; null when every caller gets the same
 */
record CacheKey(String path, String arguments, Caller.@Nullable User user) {

  /** Bytes, as estimated, of an entry without its texts. */
  private static final int ENTRY = 256;

  static CacheKey of(String path, Arguments arguments, Caller.@Nullable User user) {
    return new CacheKey(path, text(arguments), user == null ? null : sorted(user));
  }

  private static String text(Arguments arguments) {
    var text = new StringBuilder();
    for (JsonNode value : arguments.byName().values()) {
      text.append(value).append(',');
    }
    return text.toString();
  }

  private static Caller.User sorted(Caller.User user) {
    List<String> roles = user.roles();
    return roles.size() < 2
        ? user
        : new Caller.User(user.id(), user.email(), roles.stream().distinct().sorted().toList());
  }

  /** Bytes, as estimated, without those of the answer. */
  int weight() {
    int characters = arguments.length();
    if (user != null) {
      characters += user.id().length();
      characters += user.email() == null ? 0 : user.email().length();
      characters += user.roles().stream().mapToInt(String::length).sum();
    }
    return ENTRY + 2 * characters;
  }
}
