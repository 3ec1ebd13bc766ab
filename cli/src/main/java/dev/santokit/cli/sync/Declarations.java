package dev.santokit.cli.sync;

import dev.santokit.project.api.Api;
import dev.santokit.project.api.ApiFunction;
import dev.santokit.project.logic.Access;
import dev.santokit.project.logic.FunctionPath;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The text of {@code santokit-env.d.ts}. The same functions give the same bytes.
 *
 * @param text the whole file
 * @param functions how many are in it
 * @param unknown paths of functions whose result is not known
 * @param notices what else whoever wrote the functions should know, a line each
 */
public record Declarations(String text, int functions, List<String> unknown, List<String> notices) {

  /** How every file begins that is written here, so that no other is overwritten. */
  static final String MARK = "// Written by stk sync";

  private static final String HEAD =
      MARK
          + """
           from the functions of %s. It is overwritten: change the functions instead.
          /* eslint-disable */
          import type { CallOptions } from '@santokit/client';

          declare module '@santokit/client' {
            interface LogicNamespace {
          """;

  private static final String TAIL = "  }\n}\n";

  /** Copies the lists. */
  public Declarations {
    unknown = List.copyOf(unknown);
    notices = List.copyOf(notices);
  }

  /** What stands below a segment of a path. */
  private static final class Name {
    private final SortedMap<String, Name> below = new TreeMap<>();
    private @Nullable FunctionPath path;
    private @Nullable ApiFunction function;
  }

  /** Writes. */
  public static Declarations of(Api api) {
    Writer writer = new Writer();
    Name top = new Name();
    api.functions()
        .forEach((path, function) -> {
          List<String> segments = Arrays.asList(path.value().split("/"));
          if (segments.stream().anyMatch(TypeScript.NO_FUNCTIONS::contains)) {
            writer.notices.add(
                path
                    + " is not in logic: JavaScript uses such a name itself; client.call(\""
                    + path
                    + "\") reaches it");
            return;
          }
          Name name = top;
          for (String segment : segments) {
            name = name.below.computeIfAbsent(segment, _ -> new Name());
          }
          name.path = path;
          name.function = function;
        });
    writer.out.append(HEAD.formatted(api.project()));
    writer.namesBelow(top, 2);
    writer.out.append(TAIL);
    return new Declarations(
        writer.out.toString(), writer.functions, writer.unknown, writer.notices);
  }

  private static final class Writer {
    private final StringBuilder out = new StringBuilder();
    private final List<String> unknown = new ArrayList<>();
    private final List<String> notices = new ArrayList<>();
    private int functions;

    private void namesBelow(Name name, int depth) {
      name.below.forEach((segment, below) -> name(segment, below, depth));
    }

    private void name(String segment, Name name, int depth) {
      String margin = TypeScript.indent(depth);
      ApiFunction function = name.function;
      if (function != null) {
        TypeScript.comment(words(function), depth, out);
      }
      out.append(margin).append(TypeScript.key(segment)).append(": ");
      boolean both = function != null && !name.below.isEmpty();
      if (function != null && name.path != null) {
        out.append(both ? "(" : "");
        signature(name.path, function, depth);
        out.append(both ? ") & " : "");
      }
      if (!name.below.isEmpty()) {
        out.append("{\n");
        namesBelow(name, depth + 1);
        out.append(margin).append('}');
      }
      out.append(";\n");
    }

    private void signature(FunctionPath path, ApiFunction function, int depth) {
      functions++;
      List<String> strangers = new ArrayList<>();
      String inner = TypeScript.indent(depth + 1);
      String result = ResultTypes.of(function, depth, strangers);
      if (function.returns() == null && function.columns() == null) {
        unknown.add(path.value());
      }
      strangers.forEach(
          word -> notices.add(path + ": returns says \"" + word + "\", which is no type"));
      out.append("(\n")
          .append(inner)
          .append(ParameterTypes.of(function.parameters(), depth + 1))
          .append(",\n")
          .append(inner)
          .append("options?: CallOptions,\n")
          .append(TypeScript.indent(depth))
          .append(") => Promise<")
          .append(result)
          .append('>');
    }

    private static List<String> words(ApiFunction function) {
      List<String> words = new ArrayList<>();
      String description = function.description();
      if (description != null) {
        words.addAll(description.strip().lines().toList());
      }
      words.add(
          switch (function.access()) {
            case Access.Public() -> "For everyone.";
            case Access.Authenticated() -> "For whoever is logged in.";
            case Access.Roles(List<String> roles) ->
                "For whoever has the role " + String.join(" or ", roles) + ".";
          });
      return words;
    }
  }
}
