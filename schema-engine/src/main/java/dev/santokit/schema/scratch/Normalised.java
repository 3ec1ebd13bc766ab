package dev.santokit.schema.scratch;

import dev.santokit.project.problem.Problem;
import dev.santokit.project.problem.Range;
import dev.santokit.schema.catalogue.Snapshot;
import java.util.List;
import java.util.Map;

/** What came of normalising a schema. */
public sealed interface Normalised {

  /**
   * Postgres takes it.
   *
   * @param wanted the schema in Postgres' words, with the live names of primary keys, which have
   *     none in a schema
   * @param untrusted the pieces of SQL that were taken as they are spelled, since they call what
   *     others may change; for each of them what it calls: {@code function public.grade}
   */
  record Taken(Snapshot wanted, Map<Range, String> untrusted) implements Normalised {

    /** Takes a copy. */
    public Taken {
      untrusted = Map.copyOf(untrusted);
    }
  }

  /**
   * Postgres takes a part of it for wrong, or the part did what it must not.
   *
   * @param problems at least one
   */
  record Refused(List<Problem> problems) implements Normalised {

    /** Takes a copy. */
    public Refused {
      problems = List.copyOf(problems);
    }
  }
}
