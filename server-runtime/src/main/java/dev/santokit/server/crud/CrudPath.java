package dev.santokit.server.crud;

import dev.santokit.project.permissions.Operation;
import dev.santokit.server.call.Refusal;
import dev.santokit.server.function.CrudPaths;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * {@code crud/<alias>/<table>/<operation>}.
 *
 * @param table as the client writes it; may be no name at all
 */
record CrudPath(String alias, String table, Operation operation) {

  private static final Map<String, Operation> OPERATIONS =
      Arrays.stream(Operation.values())
          .collect(Collectors.toUnmodifiableMap(Operation::word, Function.identity()));

  /**
   * Reads a path.
   *
   * @param path begins with {@link CrudPaths#PREFIX}
   * @throws Refusal VALIDATION_ERROR when it does not end with an operation
   */
  static CrudPath of(String path) {
    int last = path.lastIndexOf('/');
    String word = path.substring(last + 1);
    Operation operation = OPERATIONS.get(word);
    if (operation == null) {
      throw Params.invalid("Invalid CRUD operation: " + Params.shown(word));
    }
    int first = CrudPaths.PREFIX.length();
    String middle = last <= first ? "" : path.substring(first, last);
    int slash = middle.indexOf('/');
    return slash < 0
        ? new CrudPath(middle, "", operation)
        : new CrudPath(middle.substring(0, slash), middle.substring(slash + 1), operation);
  }
}
