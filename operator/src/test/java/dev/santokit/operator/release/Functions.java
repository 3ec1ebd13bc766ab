package dev.santokit.operator.release;

import dev.santokit.project.logic.Access;
import dev.santokit.project.logic.FunctionConfig;
import dev.santokit.project.logic.FunctionPath;
import dev.santokit.project.logic.LogicFunction;
import dev.santokit.project.logic.LogicType;
import dev.santokit.project.logic.Parameters;
import dev.santokit.project.logic.Source;
import dev.santokit.project.problem.Position;
import dev.santokit.project.release.ReleasedFunction;
import java.util.List;
import java.util.TreeMap;

/** Functions for tests. */
public final class Functions {

  private Functions() {}

  /** A path. */
  public static FunctionPath path(String path) {
    return new FunctionPath(path);
  }

  /** A public SQL function, as a release holds it. */
  public static ReleasedFunction sql(String body) {
    var config =
        new FunctionConfig(
            FunctionConfig.DEFAULT_TARGET,
            new Access.Public(),
            null,
            false,
            Parameters.NONE,
            null,
            List.of(),
            null,
            null,
            null,
            List.of());
    return ReleasedFunction.of(
        new LogicFunction(
            path("a/b"),
            LogicType.SQL,
            config,
            new Source(body, new TreeMap<>(), "logic/a/b.sql", Position.START)));
  }
}
