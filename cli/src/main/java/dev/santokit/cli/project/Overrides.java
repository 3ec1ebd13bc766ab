package dev.santokit.cli.project;

import dev.santokit.project.logic.FunctionPath;
import dev.santokit.project.logic.LogicFunction;
import dev.santokit.project.permissions.Operation;
import dev.santokit.schema.model.DesiredSchema;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.Stream;

/** Functions that answer in the place of an operation on a table. */
public final class Overrides {

  private Overrides() {}

  /**
   * One of them.
   *
   * @param path of the function
   * @param crud the other path at which it answers: {@code crud/main/posts/insert}
   */
  public record Replacement(FunctionPath path, String crud) {}

  /**
   * Those of a project, by path.
   *
   * @param schemas by alias; what a database without one holds is not known here
   */
  public static List<Replacement> of(
      List<LogicFunction> functions, SortedMap<String, DesiredSchema> schemas) {
    return functions.stream().flatMap(function -> of(function, schemas)).toList();
  }

  private static Stream<Replacement> of(
      LogicFunction function, SortedMap<String, DesiredSchema> schemas) {
    String[] segments = function.path().value().split("/", -1);
    DesiredSchema schema = schemas.get(function.config().target());
    boolean overrides =
        segments.length == 2
            && schema != null
            && Stream.of(Operation.values()).anyMatch(o -> o.word().equals(segments[1]))
            && schema.tables().stream().anyMatch(table -> table.name().name().equals(segments[0]));
    return overrides
        ? Stream.of(
            new Replacement(
                function.path(),
                "crud/" + function.config().target() + "/" + function.path().value()))
        : Stream.of();
  }
}
