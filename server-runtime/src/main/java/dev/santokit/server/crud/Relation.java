package dev.santokit.server.crud;

import dev.santokit.project.permissions.Operation;
import dev.santokit.server.call.Caller;
import dev.santokit.server.call.Refusal;
import dev.santokit.server.catalogue.Column;
import dev.santokit.server.catalogue.ForeignKey;
import dev.santokit.server.catalogue.Table;
import dev.santokit.server.catalogue.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * A foreign key as one of its two tables sees it.
 *
 * @param name what an answer calls it
 * @param many whether a row may have several rows at the other end
 * @param here columns of the table that looks
 * @param there columns of the other table, in the same order
 */
record Relation(
    String name, boolean many, List<Column> here, CallerRights other, List<Column> there) {

  private static final String ID = "_id";

  /** Copies the lists. */
  Relation {
    here = List.copyOf(here);
    there = List.copyOf(there);
  }

  private record Found(ForeignKey key, boolean many) {
    TableName other() {
      return many ? key.from() : key.to();
    }
  }

  /**
   * The relation of a name: the other table's, that of the column that refers without {@code _id},
   * or that of the foreign key.
   *
   * @param mayLook whether the caller may learn that there is no table of the name
   * @throws Refusal VALIDATION_ERROR when there is none, or several; AUTHORIZATION_ERROR or
   *     AUTHENTICATION_ERROR when the caller may select nothing of the other table
   */
  static Relation find(
      OpenTables tables,
      CallerRights rights,
      Caller caller,
      String name,
      boolean mayLook,
      Columns columns) {
    Table table = rights.table();
    List<Found> found = new ArrayList<>();
    add(table.refersTo(), false, key -> isOne(key, name), found);
    add(table.referredBy(), true, key -> isMany(key, name), found);
    String shown = Params.shown(name);
    if (found.isEmpty()) {
      throw mayLook
          ? Params.invalid(table.name() + " has no relation " + shown)
          : Denied.table(shown, caller);
    }
    Found one = found.getFirst();
    CallerRights other = tables.of(one.other(), caller);
    if (other == null || other.rows(Operation.SELECT) == Reach.NONE) {
      throw Denied.table(shown, caller);
    }
    if (found.size() > 1) {
      throw Params.invalid(
          table.name() + " has several relations " + shown + ": use one of " + names(found));
    }
    ForeignKey key = one.key();
    return new Relation(
        name,
        one.many(),
        seen(rights, one.many() ? key.target() : key.columns(), columns),
        other,
        seen(other, one.many() ? key.columns() : key.target(), columns));
  }

  private static void add(
      List<ForeignKey> keys, boolean many, Predicate<ForeignKey> named, List<Found> found) {
    keys.stream().filter(named).forEach(key -> found.add(new Found(key, many)));
  }

  private static boolean isOne(ForeignKey key, String name) {
    boolean ofItself = key.from().equals(key.to());
    return key.name().equals(name)
        || (!ofItself && key.to().toString().equals(name))
        || (key.columns().size() == 1 && key.columns().getFirst().equals(name + ID));
  }

  private static boolean isMany(ForeignKey key, String name) {
    boolean ofItself = key.from().equals(key.to());
    return key.from().toString().equals(name) || (!ofItself && key.name().equals(name));
  }

  private static Set<String> names(List<Found> found) {
    Set<String> names = new TreeSet<>();
    found.forEach(one -> names.add(one.key().name()));
    return names;
  }

  /** Whoever may not see what links two tables may not see which rows are linked. */
  private static List<Column> seen(CallerRights rights, List<String> names, Columns columns) {
    return names.stream().map(name -> columns.find(rights, name, Operation.SELECT)).toList();
  }

  /** Adds the condition that a row of the other table belongs to one of this. */
  void render(Source from, Source to, Sql sql) {
    for (int i = 0; i < here.size(); i++) {
      sql.add(i == 0 ? "" : " AND ").add("(");
      to.seen(there.get(i), sql);
      sql.add(") = (");
      from.seen(here.get(i), sql);
      sql.add(")");
    }
  }
}
