package dev.santokit.schema.live;

import dev.santokit.project.problem.Problem;
import java.util.List;

/** What came of making a database what is wanted. All but {@link Created} changed nothing. */
public sealed interface Outcome {

  /**
   * The database was empty and is now as wanted.
   *
   * @param hash of the schema, {@code 1:sha256:…}
   * @param statements how many made it so
   */
  record Created(String hash, int statements) implements Outcome {}

  /** The database is as wanted. */
  record Unchanged(String hash) implements Outcome {}

  /**
   * An earlier schema stands there, or the database was changed by hand.
   *
   * @param differences in the order of their objects, at least one
   */
  record Differs(List<Difference> differences) implements Outcome {
    /** Takes a copy. */
    public Differs {
      differences = List.copyOf(differences);
    }
  }

  /**
   * Things that nobody has applied stand in the schemas where ours would go.
   *
   * @param objects {@code table public.users}, at least one
   */
  record NotEmpty(List<String> objects) implements Outcome {
    /** Takes a copy. */
    public NotEmpty {
      objects = List.copyOf(objects);
    }
  }

  /**
   * Postgres took a statement for wrong: a type that it does not know, a default that does not fit.
   *
   * @param problem where in the files, and what Postgres says
   */
  record Refused(Problem problem) implements Outcome {}
}
