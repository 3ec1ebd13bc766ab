package dev.santokit.server.sql;

import dev.santokit.project.logic.FunctionConfig;
import dev.santokit.project.problem.ErrorCode;
import dev.santokit.project.problem.Position;
import dev.santokit.project.problem.Problem;
import dev.santokit.project.problem.Range;
import dev.santokit.project.sql.SqlLexer;
import dev.santokit.project.sql.SqlScript;
import dev.santokit.project.sql.SqlStatement;
import dev.santokit.project.sql.SqlStatement.Occurrence;
import dev.santokit.project.sql.SqlSyntaxError;
import dev.santokit.server.call.Uncompilable;
import dev.santokit.server.postgres.Description;
import dev.santokit.server.postgres.Effects;
import dev.santokit.server.postgres.Faults;
import dev.santokit.server.postgres.Link;
import dev.santokit.server.postgres.PgType;
import dev.santokit.server.postgres.Script;
import dev.santokit.server.postgres.Types;
import dev.santokit.server.postgres.Unit;
import dev.santokit.server.postgres.Writing;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.Field;

/**
 * Asks Postgres which type each parameter has. What is asked is the statement with every {@code
 * :name IS NULL} as {@code NULL IS NULL}, since Postgres cannot infer a type from a null test and
 * refuses to guess; what runs later is the statement as it stands, with the types that were found.
 */
final class Describer {

  /** {@code could not determine data type of parameter $2}, in whatever language. */
  private static final Pattern PARAMETER = Pattern.compile("\\$([0-9]+)");

  private final String file;
  private final FunctionConfig config;
  private final Link link;
  private final Types types;
  private final List<Value> values = new ArrayList<>();

  Describer(String file, FunctionConfig config, Link link, Types types) {
    this.file = file;
    this.config = config;
    this.link = link;
    this.types = types;
  }

  /**
   * Describes all statements.
   *
   * @throws Uncompilable when one cannot be prepared, with its place
   * @throws SQLException when the database is away
   */
  Described describe(SqlScript script) throws SQLException, Uncompilable {
    List<Script.Step> steps = new ArrayList<>();
    Writing writing = Writing.NOTHING;
    Field @Nullable [] fields = null;
    for (SqlStatement statement : script.statements()) {
      var one = new Statement(statement);
      Description description = one.describe();
      steps.add(
          new Script.Step(
              statement.nativeText(one::number), description.types(), one.sources(description)));
      fields = description.fields();
      boolean givesRows = fields != null;
      writing = writing.and(Writing.of(givesRows, givesRows && mayWrite(statement)));
    }
    return new Described(new Unit(new Script(steps), writing), values, fields);
  }

  private boolean mayWrite(SqlStatement statement) throws SQLException {
    try {
      return Effects.mayWrite(statement.text(), SqlLexer.tokens(statement.text()), link);
    } catch (SqlSyntaxError impossible) {
      throw new IllegalStateException("the text of a statement was read before", impossible);
    }
  }

  /** One statement on its way to its types. */
  private final class Statement {
    private final SqlStatement statement;
    private final List<String> names;
    private final List<Declaration> declarations = new ArrayList<>();

    Statement(SqlStatement statement) throws Uncompilable {
      this.statement = statement;
      Set<String> distinct = new LinkedHashSet<>();
      statement.occurrences().forEach(occurrence -> distinct.add(occurrence.name()));
      this.names = List.copyOf(distinct);
      for (String name : names) {
        declarations.add(
            Declaration.of(name, config)
                .orElseThrow(() ->
                    problem(
                        ErrorCode.SQL_PARAMETER_TYPE,
                        first(name),
                        "the parameter :" + name + " is not declared",
                        "declare it in params")));
      }
    }

    String number(Occurrence occurrence) {
      return "$" + (names.indexOf(occurrence.name()) + 1);
    }

    private String masked(Occurrence occurrence) {
      return occurrence.nullTest() ? "NULL" : number(occurrence);
    }

    Description describe() throws SQLException, Uncompilable {
      int[] known = new int[names.size()];
      for (int i = 0; i < known.length; i++) {
        String name = names.get(i);
        boolean onlyTested =
            statement.occurrences().stream().allMatch(o -> !o.name().equals(name) || o.nullTest());
        known[i] = onlyTested ? declarations.get(i).oid() : 0;
      }
      return checked(withoutGuesses(known, inferred(known)));
    }

    /** Declares types one by one where Postgres cannot infer them. */
    private Description inferred(int[] known) throws SQLException, Uncompilable {
      while (true) {
        try {
          return link.describe(statement.nativeText(this::masked), known);
        } catch (SQLException failed) {
          int undetermined = undetermined(failed, known);
          if (undetermined < 0) {
            throw refused(failed);
          }
          known[undetermined] = declarations.get(undetermined).oid();
        }
      }
    }

    /** The parameter whose type Postgres misses; -1 when it complains about something else. */
    private int undetermined(SQLException failed, int[] known) {
      String state = Faults.state(failed);
      if (state.equals("42P18") || state.equals("42P08")) {
        var number = PARAMETER.matcher(Faults.serverMessage(failed));
        int index = number.find() ? Integer.parseInt(number.group(1)) - 1 : -1;
        return index >= 0 && index < known.length && known[index] == 0 ? index : -1;
      }
      // A polymorphic or overloaded function that got nothing but unknowns.
      boolean ambiguous = state.equals("42804") || state.equals("42725");
      return ambiguous ? firstUnknownAfter(Faults.offset(failed), known) : -1;
    }

    private int firstUnknownAfter(int offset, int[] known) {
      Position place = offset < 0 ? statement.start() : place(offset);
      for (Occurrence occurrence : statement.occurrences()) {
        int index = names.indexOf(occurrence.name());
        boolean after = statement.placeOf(occurrence.from()).compareTo(place) >= 0;
        if (after && known[index] == 0) {
          return index;
        }
      }
      return -1;
    }

    /** Where Postgres says text of what is none, it may only have had nothing to go by. */
    private Description withoutGuesses(int[] known, Description description)
        throws SQLException, Uncompilable {
      int[] better = known.clone();
      for (int i = 0; i < better.length; i++) {
        if (better[i] == 0
            && description.types()[i] == PgType.TEXT
            && !declarations.get(i).isText()) {
          better[i] = declarations.get(i).oid();
        }
      }
      if (Arrays.equals(better, known)) {
        return description;
      }
      try {
        return link.describe(statement.nativeText(this::masked), better);
      } catch (SQLException failed) {
        throw refused(failed);
      }
    }

    private Description checked(Description description) throws SQLException, Uncompilable {
      for (int i = 0; i < names.size(); i++) {
        PgType inferred = types.of(description.types()[i], link);
        Declaration declaration = declarations.get(i);
        if (!declaration.fits(inferred)) {
          throw problem(
              ErrorCode.SQL_PARAMETER_TYPE,
              first(names.get(i)),
              ":"
                  + names.get(i)
                  + " is declared "
                  + declaration.type().word()
                  + " and the statement takes it for "
                  + inferred.name(),
              "declare the type that fits, or cast it in the statement");
        }
      }
      return description;
    }

    /** Which of the script's values each parameter is; adds those that are not there yet. */
    int[] sources(Description description) throws SQLException {
      int[] sources = new int[names.size()];
      for (int i = 0; i < sources.length; i++) {
        PgType type = types.of(description.types()[i], link);
        @Nullable PgType element = type.isArray() ? types.of(type.element(), link) : null;
        Value value = declarations.get(i).value(type, element);
        if (!values.contains(value)) {
          values.add(value);
        }
        sources[i] = values.indexOf(value);
      }
      return sources;
    }

    private Occurrence first(String name) {
      return statement.occurrences().stream()
          .filter(occurrence -> occurrence.name().equals(name))
          .findFirst()
          .orElseThrow();
    }

    /**
     * What Postgres says about the statement, or the error itself when it is about the database.
     */
    private Uncompilable refused(SQLException failed) throws SQLException {
      if (Faults.isAway(failed) || Faults.state(failed).startsWith("57")) {
        throw failed;
      }
      int offset = Faults.offset(failed);
      Position place = offset < 0 ? statement.start() : place(offset);
      return new Uncompilable(
          Problem.error(
              ErrorCode.SQL_NOT_PREPARED,
              Range.at(file, place),
              Faults.serverMessage(failed),
              Faults.hint(failed)));
    }

    /** Postgres counts characters, Java halves of them. */
    private Position place(int offset) {
      String sent = statement.nativeText(this::masked);
      int characters = Math.min(offset, sent.codePointCount(0, sent.length()));
      return statement.placeOf(sent.offsetByCodePoints(0, characters), this::masked);
    }

    private Uncompilable problem(ErrorCode code, Occurrence where, String what, String hint) {
      Range range = new Range(file, statement.placeOf(where.from()), statement.placeOf(where.to()));
      return new Uncompilable(Problem.error(code, range, what, hint));
    }
  }
}
