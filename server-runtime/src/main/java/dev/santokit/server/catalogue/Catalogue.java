package dev.santokit.server.catalogue;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The tables of a database at one moment, but for those of Postgres, of extensions and of Santokit.
 */
public record Catalogue(Map<TableName, Table> tables) {

  /** Copies the map. */
  public Catalogue {
    tables = Map.copyOf(tables);
  }

  /** The table of a name; null when there is none. */
  public @Nullable Table table(TableName name) {
    return tables.get(name);
  }
}
