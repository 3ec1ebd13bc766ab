package dev.santokit.schema;

import dev.santokit.project.file.TextFile;
import dev.santokit.project.problem.Problems;
import dev.santokit.schema.dialect.SchemaReader;
import dev.santokit.schema.hcl.Body;
import dev.santokit.schema.hcl.HclParser;
import dev.santokit.schema.model.DesiredSchema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The way in: from a database's files to what they want of it. */
public final class Schema {

  private Schema() {}

  /**
   * Reads all files of one database. Their order means nothing.
   *
   * @param problems gets all errors of all files
   * @return null when there is an error in them; a schema of nothing when there are no files
   */
  public static @Nullable DesiredSchema parse(List<TextFile> files, Problems problems) {
    Problems own = new Problems();
    List<Body> bodies = HclParser.parse(files, own);
    DesiredSchema schema = SchemaReader.read(bodies, !own.hasErrors(), own);
    problems.addAll(own.sorted());
    return own.hasErrors() ? null : schema;
  }
}
