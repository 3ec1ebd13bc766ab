package dev.santokit.schema.plan;

import dev.santokit.project.file.TextFile;
import dev.santokit.project.schema.SchemaPolicy;
import dev.santokit.schema.model.DesiredSchema;
import java.util.List;

/**
 * What a plan is asked for.
 *
 * @param migrations files written by hand, in the order of their versions; those that were applied
 *     already are among them
 */
public record PlanRequest(DesiredSchema wanted, List<TextFile> migrations, SchemaPolicy policy) {

  /** Takes a copy. */
  public PlanRequest {
    migrations = List.copyOf(migrations);
  }
}
