package dev.santokit.server.function;

import dev.santokit.project.logic.Arguments;
import java.time.Duration;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/** A call that passed all checks of itself: nothing but running it is left. */
public sealed interface Prepared {

  /** Of a function that its caller may call, with arguments that it takes. */
  record Function(ServedFunction function, Arguments arguments) implements Prepared {
    @Override
    public String path() {
      return function.path().value();
    }

    @Override
    public String target() {
      return function.config().target();
    }

    @Override
    public boolean readOnly() {
      return function.config().readOnly();
    }

    @Override
    public @Nullable Duration timeout() {
      return function.config().timeout();
    }
  }

  /** Of an operation on a table. */
  record Crud(CrudCall call) implements Prepared {

    private static final Arguments NONE = new Arguments(new LinkedHashMap<>());

    @Override
    public String path() {
      return call.path();
    }

    @Override
    public String target() {
      return call.alias();
    }

    @Override
    public boolean readOnly() {
      return call.readOnly();
    }

    @Override
    public @Nullable Duration timeout() {
      return null;
    }

    @Override
    public Arguments arguments() {
      return NONE;
    }
  }

  /** What logs and measures call it: {@code users/get}, {@code crud/main/posts/select}. */
  String path();

  /** The alias of the database that it is for. */
  String target();

  /** Whether it may write nothing. */
  boolean readOnly();

  /** How long it may take; null for as long as any call. */
  @Nullable Duration timeout();

  /** The checked arguments of a function, defaults applied; none of an operation on a table. */
  Arguments arguments();
}
