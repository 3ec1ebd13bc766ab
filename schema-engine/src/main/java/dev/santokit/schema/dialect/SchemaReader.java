package dev.santokit.schema.dialect;

import dev.santokit.project.problem.ErrorCode;
import dev.santokit.project.problem.Problems;
import dev.santokit.schema.hcl.Block;
import dev.santokit.schema.hcl.Body;
import dev.santokit.schema.hcl.Expression;
import dev.santokit.schema.hcl.Word;
import dev.santokit.schema.model.DesiredSchema;
import dev.santokit.schema.model.EnumType;
import dev.santokit.schema.model.Namespace;
import dev.santokit.schema.model.QualifiedName;
import dev.santokit.schema.model.Table;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads files of the dialect into the schema that they want together. */
public final class SchemaReader {

  private final Scope scope;
  private final Problems problems;

  private SchemaReader(Scope scope, Problems problems) {
    this.scope = scope;
    this.problems = problems;
  }

  /**
   * The schema; of use only when no error was added.
   *
   * @param complete whether {@code files} are all; else references to what none of them declares
   *     are no errors
   */
  public static DesiredSchema read(List<Body> files, boolean complete, Problems problems) {
    files.forEach(f -> GrammarCheck.file(f, problems));
    Scope scope = Scope.of(files, complete, problems);
    SchemaReader reader = new SchemaReader(scope, problems);
    files.stream().flatMap(f -> f.blocks().stream()).forEach(reader::nameless);
    DesiredSchema schema = new DesiredSchema(reader.namespaces(), reader.enums(), reader.tables());
    NameClashes.check(schema, problems);
    if (!problems.hasErrors()) { // a key that could not be read would be missed by others
      ForeignKeyCheck.check(schema, problems);
    }
    return schema;
  }

  /** What has no name is in no scope; it is read for its errors alone. */
  private void nameless(Block block) {
    if (!block.labels().isEmpty()) {
      return;
    }
    QualifiedName name = new QualifiedName(Namespace.PUBLIC, "");
    switch (block.type().text()) {
      case "table" -> TableReader.read(name, block, scope, problems);
      case "enum" -> enumType(name, block);
      case "schema" -> namespace(block);
      default -> {} // an unknown block, which is an error already
    }
  }

  private List<Namespace> namespaces() {
    List<Namespace> namespaces = new ArrayList<>();
    scope.schemas().forEach(b -> namespaces.add(namespace(b)));
    if (scope.usesPublic()
        && namespaces.stream().noneMatch(n -> n.name().equals(Namespace.PUBLIC))) {
      namespaces.add(new Namespace(Namespace.PUBLIC, null, null));
    }
    namespaces.sort(Comparator.comparing(Namespace::name));
    return namespaces;
  }

  private Namespace namespace(Block block) {
    BlockReader reader = BlockReader.of(block, Grammar.SCHEMA, problems);
    return new Namespace(reader.name().text(), reader.text("comment"), reader.range());
  }

  private List<Table> tables() {
    List<Table> tables = new ArrayList<>();
    scope.tables().forEach((name, b) -> tables.add(TableReader.read(name, b, scope, problems)));
    return tables;
  }

  private List<EnumType> enums() {
    List<EnumType> enums = new ArrayList<>();
    scope.enums().forEach((name, block) -> enums.add(enumType(name, block)));
    return enums;
  }

  private EnumType enumType(QualifiedName name, Block block) {
    BlockReader reader = BlockReader.of(block, Grammar.ENUM, problems);
    List<String> values = new ArrayList<>();
    Expression written = reader.required("values", "such as values = [\"open\", \"closed\"]");
    if (written instanceof Expression.Items list && !list.items().isEmpty()) {
      Set<String> seen = new HashSet<>();
      for (Expression item : list.items()) {
        if (!(item instanceof Expression.Text text)) {
          reader.wrong("a value of an enum", item, "a string in quotes");
          continue;
        }
        Names.check(new Word(text.value(), text.range()), problems);
        if (!seen.add(text.value())) {
          problems.error(
              ErrorCode.SCHEMA_DUPLICATE_NAME,
              text.range(),
              "the value \"" + text.value() + "\" stands in the enum twice");
        }
        values.add(text.value());
      }
    } else if (written != null) {
      reader.wrong("values", written, "a list with at least one string in it");
    }
    return new EnumType(name, values, reader.text("comment"), reader.range());
  }
}
