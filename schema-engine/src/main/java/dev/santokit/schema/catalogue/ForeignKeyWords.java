package dev.santokit.schema.catalogue;

import dev.santokit.schema.model.ForeignKey;
import dev.santokit.schema.model.QualifiedName;
import dev.santokit.schema.model.Quote;
import java.util.List;

/** Spells foreign keys, those of a database and those of a schema alike. */
public final class ForeignKeyWords {

  private ForeignKeyWords() {}

  /** The entry that a foreign key of a schema becomes, once validated. */
  public static ForeignKeyEntry entry(ForeignKey key) {
    return new ForeignKeyEntry(
        key.name(),
        definition(
            key.columns(),
            key.target(),
            key.targetColumns(),
            "",
            key.onUpdate(),
            key.onDelete(),
            "",
            key.deferral()),
        key.target(),
        key.columns(),
        true);
  }

  /**
   * @param match such as {@code MATCH FULL}; empty: the simple one
   * @param deleted columns that {@code ON DELETE SET NULL} is limited to, as {@code (a, b)}; empty:
   *     all
   */
  static String definition(
      List<String> columns,
      QualifiedName target,
      List<String> targetColumns,
      String match,
      ForeignKey.Action onUpdate,
      ForeignKey.Action onDelete,
      String deleted,
      ForeignKey.Deferral deferral) {
    StringBuilder sql =
        new StringBuilder("FOREIGN KEY (" + Quote.identifiers(columns) + ")")
            .append(" REFERENCES " + target.sql())
            .append(" (" + Quote.identifiers(targetColumns) + ")");
    if (!match.isEmpty()) {
      sql.append(" ").append(match);
    }
    if (onUpdate != ForeignKey.Action.NO_ACTION) {
      sql.append(" ON UPDATE " + onUpdate.sql());
    }
    if (onDelete != ForeignKey.Action.NO_ACTION) {
      sql.append(" ON DELETE " + onDelete.sql());
    }
    if (!deleted.isEmpty()) {
      sql.append(" ").append(deleted);
    }
    return sql.append(
            switch (deferral) {
              case NONE -> "";
              case INITIALLY_IMMEDIATE -> " DEFERRABLE";
              case INITIALLY_DEFERRED -> " DEFERRABLE INITIALLY DEFERRED";
            })
        .toString();
  }
}
