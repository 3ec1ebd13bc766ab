package dev.santokit.e2e;

import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestWatcher;

/**
 * Hands tests what they share: each thing is made when the first test asks for it, and is removed
 * after the last one, in the opposite order. When a test fails, what the cluster shows then is
 * kept.
 */
final class Fixtures implements ParameterResolver, TestWatcher {

  private static final Map<Class<?>, Function<ExtensionContext, Object>> MAKE =
      Map.of(
          Cluster.class, _ -> new Cluster(),
          Postgres.class, context -> new Postgres(get(context, Cluster.class)),
          Installation.class, context -> new Installation(get(context, Cluster.class)),
          Shop.class,
              context ->
                  Shop.served(
                      get(context, Cluster.class),
                      get(context, Postgres.class),
                      get(context, Installation.class)),
          Workshop.class,
              context ->
                  new Workshop(
                      get(context, Cluster.class),
                      get(context, Postgres.class),
                      get(context, Installation.class)));

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return MAKE.containsKey(parameter.getParameter().getType());
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return get(context, parameter.getParameter().getType());
  }

  @Override
  public void testFailed(ExtensionContext context, Throwable cause) {
    var store = context.getRoot().getStore(ExtensionContext.Namespace.create(Fixtures.class));
    Cluster cluster = store.get(Cluster.class, Cluster.class);
    if (cluster != null) {
      cluster.describe(
          context.getRequiredTestClass().getSimpleName() + "." + context.getDisplayName());
    }
  }

  private static <T> T get(ExtensionContext context, Class<T> type) {
    var store = context.getRoot().getStore(ExtensionContext.Namespace.create(Fixtures.class));
    // What could not be made once is not tried again by every test.
    String failed = type.getName() + " failed";
    AssertionError before = store.get(failed, AssertionError.class);
    if (before != null) {
      throw before;
    }
    try {
      return type.cast(store.computeIfAbsent(type, _ -> MAKE.get(type).apply(context)));
    } catch (AssertionError cannot) {
      store.put(failed, cannot);
      throw cannot;
    }
  }
}
