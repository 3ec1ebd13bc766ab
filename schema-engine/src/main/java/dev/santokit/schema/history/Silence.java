package dev.santokit.schema.history;

import org.flywaydb.core.api.logging.Log;
import org.flywaydb.core.api.logging.LogCreator;
import org.jspecify.annotations.Nullable;

/**
 * What Flyway logs goes nowhere: it names hosts and quotes statements, and what matters comes back
 * as a value. Made by Flyway, by name: that is why it is public.
 */
public final class Silence implements LogCreator, Log {

  @Override
  public Log createLogger(Class<?> forClass) {
    return this;
  }

  @Override
  public void debug(String message) {}

  @Override
  public void info(String message) {}

  @Override
  public void warn(String message) {}

  @Override
  public void error(String message) {}

  @Override
  public void error(String message, @Nullable Exception thrown) {}

  @Override
  public void notice(String message) {}
}
