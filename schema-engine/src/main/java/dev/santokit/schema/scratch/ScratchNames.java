package dev.santokit.schema.scratch;

import dev.santokit.project.sql.SqlLexer;
import dev.santokit.project.sql.SqlSyntaxError;
import dev.santokit.project.sql.SqlToken;
import dev.santokit.schema.model.Check;
import dev.santokit.schema.model.Column;
import dev.santokit.schema.model.ColumnType;
import dev.santokit.schema.model.DefaultValue;
import dev.santokit.schema.model.DesiredSchema;
import dev.santokit.schema.model.EnumType;
import dev.santokit.schema.model.Fragment;
import dev.santokit.schema.model.Index;
import dev.santokit.schema.model.QualifiedName;
import dev.santokit.schema.model.Quote;
import dev.santokit.schema.model.Table;
import java.util.Collection;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * The names that the parts of a schema have while they stand beside the live ones: that of their
 * schema is another, which nothing else has.
 */
final class ScratchNames {

  private final Map<String, String> scratch = new LinkedHashMap<>();
  private final Map<String, String> wanted = new LinkedHashMap<>();
  private final Set<QualifiedName> own = new HashSet<>();

  private ScratchNames(DesiredSchema schema, String token) {
    for (String name : schema.scope()) {
      String standIn = "stk_scratch_" + token + "_" + scratch.size();
      scratch.put(name, standIn);
      wanted.put(standIn, name);
    }
    schema.enums().forEach(e -> own.add(e.name()));
    schema.tables().forEach(t -> own.add(t.name()));
  }

  /** New ones, which no other run has. */
  static ScratchNames of(DesiredSchema schema) {
    byte[] token = new byte[8];
    ThreadLocalRandom.current().nextBytes(token);
    return new ScratchNames(schema, HexFormat.of().formatHex(token));
  }

  /** The names of the schemas that stand in, in the order of those that they stand in for. */
  Collection<String> schemas() {
    return scratch.values();
  }

  /** The wanted names by those that stand in for them. */
  Map<String, String> wanted() {
    return wanted;
  }

  /** What Postgres says, with the names that the developer knows. */
  String words(String said) {
    String words = said;
    for (Map.Entry<String, String> name : wanted.entrySet()) {
      words = words.replace(name.getKey(), name.getValue());
    }
    return words;
  }

  EnumType standIn(EnumType type) {
    return new EnumType(standIn(type.name()), type.values(), type.comment(), type.range());
  }

  /** Without foreign keys, which would lock what they refer to. */
  Table standIn(Table table) {
    return new Table(
        standIn(table.name()),
        table.columns().stream().map(this::standIn).toList(),
        table.primaryKey(),
        table.uniques(),
        table.indexes().stream().map(this::standIn).toList(),
        List.of(),
        table.checks().stream().map(this::standIn).toList(),
        table.comment(),
        table.range());
  }

  private QualifiedName standIn(QualifiedName name) {
    return new QualifiedName(scratch.getOrDefault(name.schema(), name.schema()), name.name());
  }

  private Column standIn(Column column) {
    ColumnType type =
        switch (column.type()) {
          case ColumnType.OfEnum(QualifiedName name) -> new ColumnType.OfEnum(standIn(name));
          case ColumnType.Spelled(Fragment spelled) -> new ColumnType.Spelled(standIn(spelled));
          case ColumnType.BuiltIn known -> known;
          case ColumnType.Serial serial -> serial;
        };
    DefaultValue value =
        switch (column.defaultValue()) {
          case DefaultValue.Expression(Fragment sql) -> new DefaultValue.Expression(standIn(sql));
          case DefaultValue.Text text -> text;
          case DefaultValue.Numeral number -> number;
          case DefaultValue.Truth truth -> truth;
          case null -> null;
        };
    return new Column(
        column.name(),
        type,
        column.nullable(),
        value,
        column.identity(),
        column.comment(),
        column.range());
  }

  private Check standIn(Check check) {
    return new Check(check.name(), standIn(check.condition()), check.comment(), check.range());
  }

  private Index standIn(Index index) {
    return new Index(
        index.name(),
        index.parts().stream().map(this::standIn).toList(),
        index.unique(),
        index.method(),
        index.where() == null ? null : standIn(index.where()),
        index.include(),
        index.nullsDistinct(),
        index.comment(),
        index.range());
  }

  private Index.Part standIn(Index.Part part) {
    Index.Key key =
        switch (part.key()) {
          case Index.Key.OfColumn column -> column;
          case Index.Key.OfExpression(Fragment sql) -> new Index.Key.OfExpression(standIn(sql));
        };
    return new Index.Part(key, part.descending(), part.nulls(), part.operators());
  }

  /** {@code app.status} of the schema itself stands under another name as long as this lasts. */
  private Fragment standIn(Fragment fragment) {
    String sql = fragment.sql();
    List<SqlToken> tokens;
    try {
      tokens = SqlLexer.tokens(sql);
    } catch (SqlSyntaxError e) {
      throw new IllegalStateException("what was read before can be read again: " + sql, e);
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < tokens.size(); i++) {
      String schema = i + 2 < tokens.size() ? schemaAt(tokens, i, sql) : null;
      text.append(schema == null ? tokens.get(i).text(sql) : schema);
    }
    return new Fragment(text.toString(), fragment.range());
  }

  private @Nullable String schemaAt(List<SqlToken> tokens, int i, String sql) {
    String schema = name(tokens.get(i), sql);
    String name = name(tokens.get(i + 2), sql);
    boolean qualifies =
        schema != null
            && name != null
            && tokens.get(i + 1).text(sql).equals(".")
            && own.contains(new QualifiedName(schema, name));
    String standIn = qualifies ? scratch.get(schema) : null;
    return standIn == null ? null : Quote.identifier(standIn);
  }

  /** As Postgres reads it; null: it is none. */
  static @Nullable String name(SqlToken token, String sql) {
    String text = token.text(sql);
    return switch (token.kind()) {
      case WORD -> text.toLowerCase(Locale.ROOT);
      case QUOTED_NAME ->
          text.startsWith("\"") ? text.substring(1, text.length() - 1).replace("\"\"", "\"") : null;
      default -> null;
    };
  }
}
