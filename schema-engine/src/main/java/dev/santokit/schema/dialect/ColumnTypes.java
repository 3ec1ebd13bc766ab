package dev.santokit.schema.dialect;

import dev.santokit.project.problem.ErrorCode;
import dev.santokit.project.problem.Nearest;
import dev.santokit.project.problem.Problems;
import dev.santokit.project.problem.Range;
import dev.santokit.schema.hcl.Expression;
import dev.santokit.schema.hcl.Word;
import dev.santokit.schema.model.ColumnType;
import dev.santokit.schema.model.ColumnType.Serial;
import dev.santokit.schema.model.Fragment;
import dev.santokit.schema.model.QualifiedName;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The types of columns, and their aliases made into what Postgres itself calls them. */
final class ColumnTypes {

  private static final Map<String, Serial> SERIALS =
      Map.of(
          "smallserial", Serial.SMALLSERIAL,
          "serial2", Serial.SMALLSERIAL,
          "serial", Serial.SERIAL,
          "serial4", Serial.SERIAL,
          "bigserial", Serial.BIGSERIAL,
          "serial8", Serial.BIGSERIAL);

  /** Types that take nothing in parentheses. */
  private static final Map<String, String> PLAIN = plain();

  /** A length in parentheses, at most {@code most}; without it {@code bare} when that is not 0. */
  private record Length(String sql, int most, int bare) {}

  private static final int LONGEST_TEXT = 10_485_760;
  private static final int LONGEST_BITS = 83_886_080;

  private static final Map<String, Length> LENGTHS =
      Map.of(
          "char", new Length("character", LONGEST_TEXT, 1),
          "character", new Length("character", LONGEST_TEXT, 1),
          "varchar", new Length("character varying", LONGEST_TEXT, 0),
          "character_varying", new Length("character varying", LONGEST_TEXT, 0),
          "bit", new Length("bit", LONGEST_BITS, 1),
          "varbit", new Length("bit varying", LONGEST_BITS, 0),
          "bit_varying", new Length("bit varying", LONGEST_BITS, 0));

  /** Digits of a second in parentheses, between two parts of the name. */
  private record Digits(String before, String after) {}

  private static final Map<String, Digits> TIMES =
      Map.of(
          "time", new Digits("time", " without time zone"),
          "timetz", new Digits("time", " with time zone"),
          "timestamp", new Digits("timestamp", " without time zone"),
          "timestamptz", new Digits("timestamp", " with time zone"),
          "interval", new Digits("interval", ""));

  private static final Set<String> NUMERICS = Set.of("numeric", "decimal");

  private static final Set<String> NAMES =
      Stream.of(
              SERIALS.keySet(),
              PLAIN.keySet(),
              LENGTHS.keySet(),
              TIMES.keySet(),
              NUMERICS,
              Set.of("float"))
          .flatMap(Set::stream)
          .collect(Collectors.toCollection(TreeSet::new));

  private final Scope scope;
  private final Problems problems;

  ColumnTypes(Scope scope, Problems problems) {
    this.scope = scope;
    this.problems = problems;
  }

  /** The type; null after an error. */
  @Nullable ColumnType read(Expression value) {
    return switch (value) {
      case Expression.Reference r when r.steps().size() == 1 ->
          named(r.steps().getFirst(), r.range(), List.of());
      case Expression.Reference r when r.steps().getFirst().text().equals("enum") -> {
        QualifiedName name = scope.enumType(r);
        yield name == null ? null : new ColumnType.OfEnum(name);
      }
      case Expression.Call c when c.name().text().equals("sql") -> {
        Expression.Text sql = SqlCall.argument(c, problems);
        Fragment type = sql == null ? null : Fragments.type(sql, problems);
        yield type == null ? null : new ColumnType.Spelled(type);
      }
      case Expression.Call c -> call(c);
      default -> {
        String hint =
            value instanceof Expression.Text text && NAMES.contains(text.value())
                ? "write type = " + text.value()
                : "such as type = text, type = varchar(40) or type = sql(\"text[]\")";
        wrong(value.range(), "type must be a type, not " + value.describe(), hint);
        yield null;
      }
    };
  }

  private @Nullable ColumnType call(Expression.Call call) {
    List<Integer> numbers = new ArrayList<>();
    for (Expression argument : call.arguments()) {
      Integer number = integer(argument);
      if (number == null) {
        wrong(
            argument.range(),
            "a type takes integers in parentheses, not " + argument.describe(),
            null);
        return null;
      }
      numbers.add(number);
    }
    return named(call.name(), call.range(), numbers);
  }

  private static @Nullable Integer integer(Expression argument) {
    if (argument instanceof Expression.Numeral numeral) {
      BigDecimal number = numeral.value();
      if (number.compareTo(BigDecimal.valueOf(number.intValue())) == 0) {
        return number.intValue();
      }
    }
    return null;
  }

  private @Nullable ColumnType named(Word word, Range range, List<Integer> arguments) {
    String name = word.text();
    if (SERIALS.containsKey(name)) {
      return atMost(0, name, range, arguments) ? SERIALS.get(name) : null;
    }
    if (PLAIN.containsKey(name)) {
      return atMost(0, name, range, arguments) ? builtIn(PLAIN.get(name)) : null;
    }
    Length length = LENGTHS.get(name);
    if (length != null) {
      return length(length, name, range, arguments);
    }
    Digits digits = TIMES.get(name);
    if (digits != null) {
      boolean fits =
          atMost(1, name, range, arguments)
              && (arguments.isEmpty() || within(arguments.getFirst(), 0, 6, name, range));
      return fits ? builtIn(digits.before() + list(arguments) + digits.after()) : null;
    }
    if (NUMERICS.contains(name)) {
      return numeric(name, range, arguments);
    }
    if (name.equals("float")) {
      boolean fits =
          atMost(1, name, range, arguments)
              && (arguments.isEmpty() || within(arguments.getFirst(), 1, 53, name, range));
      boolean single = !arguments.isEmpty() && arguments.getFirst() <= 24;
      return fits ? builtIn(single ? "real" : "double precision") : null;
    }
    unknown(word);
    return null;
  }

  private void unknown(Word word) {
    if (word.text().equals("hstore")) {
      problems.error(
          ErrorCode.NOT_YET_SUPPORTED,
          word.range(),
          "the type \"hstore\" needs an extension, and extensions are not supported yet",
          "where the database has it already, write sql(\"hstore\")");
      return;
    }
    problems.error(
        ErrorCode.SCHEMA_UNKNOWN_TYPE,
        word.range(),
        "unknown type \"" + word.text() + "\"",
        Nearest.to(word.text(), NAMES)
            .map(near -> "did you mean \"" + near + "\"?")
            .orElse("any type of the database can be written as sql(\"" + word.text() + "\")"));
  }

  private @Nullable ColumnType length(
      Length length, String name, Range range, List<Integer> arguments) {
    if (!atMost(1, name, range, arguments)) {
      return null;
    }
    if (arguments.isEmpty()) {
      return builtIn(length.sql() + (length.bare() == 0 ? "" : "(" + length.bare() + ")"));
    }
    return within(arguments.getFirst(), 1, length.most(), name, range)
        ? builtIn(length.sql() + list(arguments))
        : null;
  }

  private @Nullable ColumnType numeric(String name, Range range, List<Integer> arguments) {
    if (!atMost(2, name, range, arguments)) {
      return null;
    }
    if (arguments.isEmpty()) {
      return builtIn("numeric");
    }
    int scale = arguments.size() == 2 ? arguments.get(1) : 0;
    boolean fits =
        within(arguments.getFirst(), 1, 1000, name, range)
            && within(scale, -1000, 1000, name, range);
    return fits ? builtIn("numeric" + list(List.of(arguments.getFirst(), scale))) : null;
  }

  private boolean atMost(int most, String name, Range range, List<Integer> arguments) {
    if (arguments.size() > most) {
      wrong(
          range,
          name
              + " takes "
              + List.of("nothing", "one number", "at most two numbers").get(most)
              + " in parentheses",
          null);
    }
    return arguments.size() <= most;
  }

  private boolean within(int number, int least, int most, String name, Range range) {
    boolean within = number >= least && number <= most;
    if (!within) {
      wrong(range, number + " in " + name + " is not within " + least + " and " + most, null);
    }
    return within;
  }

  private void wrong(Range range, String what, @Nullable String hint) {
    problems.error(ErrorCode.SCHEMA_WRONG_VALUE, range, what, hint);
  }

  private static ColumnType builtIn(String sql) {
    return new ColumnType.BuiltIn(sql);
  }

  /** As Postgres writes it: {@code (10,2)}. */
  private static String list(List<Integer> arguments) {
    return arguments.isEmpty()
        ? ""
        : arguments.stream().map(String::valueOf).collect(Collectors.joining(",", "(", ")"));
  }

  private static Map<String, String> plain() {
    Map<String, String> aliases =
        Map.ofEntries(
            Map.entry("int2", "smallint"),
            Map.entry("int", "integer"),
            Map.entry("int4", "integer"),
            Map.entry("int8", "bigint"),
            Map.entry("bool", "boolean"),
            Map.entry("float4", "real"),
            Map.entry("float8", "double precision"),
            Map.entry("double_precision", "double precision"));
    Set<String> own =
        Set.of(
            "text",
            "smallint",
            "integer",
            "bigint",
            "boolean",
            "bytea",
            "real",
            "date",
            "uuid",
            "json",
            "jsonb",
            "xml",
            "money",
            "inet",
            "cidr",
            "macaddr",
            "macaddr8",
            "point",
            "line",
            "lseg",
            "box",
            "path",
            "polygon",
            "circle",
            "tsvector",
            "tsquery",
            "int4range",
            "int8range",
            "numrange",
            "tsrange",
            "tstzrange",
            "daterange",
            "int4multirange",
            "int8multirange",
            "nummultirange",
            "tsmultirange",
            "tstzmultirange",
            "datemultirange");
    return Stream.concat(
            aliases.entrySet().stream(), own.stream().map(name -> Map.entry(name, name)))
        .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
  }
}
