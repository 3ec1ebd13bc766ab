package dev.santokit.server.crud;

import dev.santokit.server.call.Caller;
import dev.santokit.server.catalogue.Column;
import dev.santokit.server.catalogue.TableName;
import dev.santokit.server.postgres.PgType;
import dev.santokit.server.postgres.Script;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The text of a statement and the values that it takes, as they grow. Text is of three origins: our
 * own words, names of the catalogue in quotes, and numbers of values. Nothing that a client sends
 * is any of them.
 */
public final class Sql {

  private final StringBuilder text = new StringBuilder(256);
  private final List<@Nullable String> values = new ArrayList<>();
  private final List<Integer> types = new ArrayList<>();
  private final @Nullable String user;
  private final Map<Integer, Integer> userByType = new HashMap<>(2);

  /** Empty; who calls is a value that it may take. */
  public Sql(Caller caller) {
    this.user = caller instanceof Caller.User known ? known.id() : null;
  }

  /**
   * Words of our own.
   *
   * @param ours a text of this program: never one that is made of a request
   */
  public Sql add(String ours) {
    text.append(ours);
    return this;
  }

  /** The name of a table of the catalogue. */
  public Sql table(TableName name) {
    quoted(name.schema());
    text.append('.');
    quoted(name.name());
    return this;
  }

  /** The name of a column of the catalogue. */
  public Sql name(Column column) {
    quoted(column.name());
    return this;
  }

  /** A column of a table that is called {@code alias} in the statement. */
  public Sql column(String alias, Column column) {
    text.append(alias).append('.');
    quoted(column.name());
    return this;
  }

  private void quoted(String name) {
    text.append('"');
    if (name.indexOf('"') < 0) {
      text.append(name);
    } else {
      text.append(name.replace("\"", "\"\""));
    }
    text.append('"');
  }

  /**
   * A value.
   *
   * @param value in the text form of its type; null is NULL
   * @param type the oid of its type
   */
  public Sql bind(@Nullable String value, int type) {
    values.add(value);
    types.add(type);
    text.append('$').append(values.size());
    return this;
  }

  /** The caller's id as a value of a type; NULL when he has none, or none that fits the type. */
  public Sql user(PgType type) {
    Integer known = userByType.get(type.oid());
    if (known != null) {
      text.append('$').append(known.intValue());
      return this;
    }
    bind(user != null && type.takesId(user) ? user : null, type.oid());
    userByType.put(type.oid(), values.size());
    return this;
  }

  /** How many values it takes so far. */
  public int bound() {
    return values.size();
  }

  /** The text so far. */
  public String text() {
    return text.toString();
  }

  /** The values in the order of their numbers. */
  public @Nullable String[] values() {
    return values.toArray(new @Nullable String[0]);
  }

  /** The oids of the values' types. */
  public int[] types() {
    return types.stream().mapToInt(Integer::intValue).toArray();
  }

  /** As a statement that takes its values in their order. */
  public Script.Step step() {
    return step(0);
  }

  /**
   * As a statement among others.
   *
   * @param from how many of the script's values belong to those before it
   */
  public Script.Step step(int from) {
    int[] sources = new int[values.size()];
    Arrays.setAll(sources, i -> from + i);
    return new Script.Step(text(), types(), sources);
  }
}
