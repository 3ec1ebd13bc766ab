package dev.santokit.schema.dialect;

import dev.santokit.project.problem.ErrorCode;
import dev.santokit.project.problem.Nearest;
import dev.santokit.project.problem.Problems;
import dev.santokit.project.problem.Range;
import dev.santokit.schema.hcl.Attribute;
import dev.santokit.schema.hcl.Block;
import dev.santokit.schema.hcl.Body;
import dev.santokit.schema.hcl.Expression;
import dev.santokit.schema.hcl.Word;
import dev.santokit.schema.model.Namespace;
import dev.santokit.schema.model.QualifiedName;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What all files together declare, so that references may stand before what they name and in
 * another file.
 */
final class Scope {

  private final Problems problems;
  private final boolean complete;
  private final Map<String, Block> schemas = new LinkedHashMap<>();
  private final Map<QualifiedName, Block> tables = new TreeMap<>();
  private final Map<QualifiedName, Block> enums = new TreeMap<>();
  private boolean usesPublic;

  private Scope(boolean complete, Problems problems) {
    this.complete = complete;
    this.problems = problems;
  }

  /**
   * Collects the names of all blocks. A name that is declared twice is an error, and the first one
   * counts.
   *
   * @param complete whether all files could be read; else nothing is said about names that nobody
   *     declares, since the file that does may be the one that is missing
   */
  static Scope of(List<Body> files, boolean complete, Problems problems) {
    Scope scope = new Scope(complete, problems);
    blocks(files, "schema").forEach(scope::declareSchema);
    blocks(files, "table").forEach(b -> scope.declare(b, scope.tables));
    blocks(files, "enum").forEach(b -> scope.declare(b, scope.enums));
    return scope;
  }

  private static List<Block> blocks(List<Body> files, String type) {
    return files.stream()
        .flatMap(f -> f.blocks().stream())
        .filter(b -> b.type().text().equals(type) && !b.labels().isEmpty())
        .toList();
  }

  private void declareSchema(Block block) {
    Word name = block.labels().getLast();
    Names.checkSchema(name, problems);
    twice(schemas.putIfAbsent(name.text(), block), block);
  }

  private void declare(Block block, Map<QualifiedName, Block> into) {
    Word name = block.labels().getLast();
    Names.check(name, problems);
    String schema = schemaOf(block);
    twice(into.putIfAbsent(new QualifiedName(schema, name.text()), block), block);
  }

  private void twice(@Nullable Block first, Block second) {
    if (first != null) {
      Range at = first.header();
      problems.error(
          ErrorCode.SCHEMA_DUPLICATE_NAME,
          second.labels().getLast().range(),
          second.describe() + " is declared twice",
          "it is declared at " + at + " already");
    }
  }

  /** The schema of a table or enum: the first of two labels, or its attribute, or public. */
  private String schemaOf(Block block) {
    Word label = block.labels().size() == 2 ? block.labels().getFirst() : null;
    Expression value = block.body().attribute("schema").map(Attribute::value).orElse(null);
    Word referred = value == null ? null : schemaReference(value);
    if (label != null && referred != null && !label.text().equals(referred.text())) {
      problems.error(
          ErrorCode.SCHEMA_CONFLICT,
          referred.range(),
          block.describe() + " names the schema " + label.text() + ", and this another",
          "write schema = schema." + label.text());
    }
    Word schema = label != null ? label : referred;
    if (schema == null || schema.text().equals(Namespace.PUBLIC)) {
      usesPublic = true;
      return Namespace.PUBLIC;
    }
    if (!schemas.containsKey(schema.text())) {
      Set<String> known = new TreeSet<>(schemas.keySet());
      known.add(Namespace.PUBLIC);
      unknown(
          schema.range(),
          "no file declares the schema \"" + schema.text() + "\"",
          Nearest.to(schema.text(), known)
              .map(near -> "did you mean \"" + near + "\"?")
              .orElse("add schema \"" + schema.text() + "\" {}"));
    }
    return schema.text();
  }

  private @Nullable Word schemaReference(Expression value) {
    if (value instanceof Expression.Reference r
        && r.steps().size() == 2
        && r.steps().getFirst().text().equals("schema")) {
      return r.steps().getLast();
    }
    problems.error(
        ErrorCode.SCHEMA_WRONG_VALUE,
        value.range(),
        "schema must be a schema, not " + value.describe(),
        "such as schema.public");
    return null;
  }

  /** The schemas that files declare. */
  Collection<Block> schemas() {
    return schemas.values();
  }

  /** Whether public is meant by a table or type, declared or not. */
  boolean usesPublic() {
    return usesPublic;
  }

  /** The tables by name. */
  Map<QualifiedName, Block> tables() {
    return tables;
  }

  /** The enums by name. */
  Map<QualifiedName, Block> enums() {
    return enums;
  }

  /** {@code enum.status} or {@code enum.app.status}; null after an error. */
  @Nullable QualifiedName enumType(Expression.Reference reference) {
    List<Word> steps = reference.steps();
    if (steps.size() > 3) {
      problems.error(
          ErrorCode.SCHEMA_WRONG_VALUE,
          reference.range(),
          "this is no reference to an enum",
          "such as enum.status or enum.app.status");
      return null;
    }
    return find("enum", steps.subList(1, steps.size()), enums.keySet(), reference.range());
  }

  /** The table of {@code table.users.column.id}; null after an error. */
  @Nullable QualifiedName table(List<Word> name, Range range) {
    return find("table", name, tables.keySet(), range);
  }

  /**
   * @param name one word, or that of a schema and one
   */
  private @Nullable QualifiedName find(
      String kind, List<Word> name, Set<QualifiedName> known, Range range) {
    String last = name.getLast().text();
    List<QualifiedName> found =
        known.stream()
            .filter(k -> k.name().equals(last))
            .filter(k -> name.size() == 1 || k.schema().equals(name.getFirst().text()))
            .toList();
    if (found.size() > 1) {
      problems.error(
          ErrorCode.SCHEMA_AMBIGUOUS_REFERENCE,
          range,
          "there are several of the name " + kind + "." + last,
          "write " + found.stream().map(f -> kind + "." + f).collect(Collectors.joining(" or ")));
      return null;
    }
    if (found.isEmpty()) {
      Set<String> names =
          known.stream().map(QualifiedName::name).collect(Collectors.toCollection(TreeSet::new));
      unknown(
          range,
          "no file declares the "
              + kind
              + " \""
              + name.stream().map(Word::text).collect(Collectors.joining("."))
              + "\"",
          Nearest.to(last, names).map(near -> "did you mean \"" + near + "\"?").orElse(null));
      return null;
    }
    return found.getFirst();
  }

  /** The columns that a table declares. */
  Set<String> columnsOf(QualifiedName table) {
    Block block = tables.get(table);
    return block == null
        ? Set.of()
        : block.body().blocks().stream()
            .filter(b -> b.type().text().equals("column") && !b.labels().isEmpty())
            .map(b -> b.labels().getLast().text())
            .collect(Collectors.toCollection(TreeSet::new));
  }

  private void unknown(Range range, String what, @Nullable String hint) {
    if (complete) {
      problems.error(ErrorCode.SCHEMA_UNKNOWN_REFERENCE, range, what, hint);
    }
  }
}
