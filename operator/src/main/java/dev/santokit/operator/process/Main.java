package dev.santokit.operator.process;

import io.javaoperatorsdk.operator.Operator;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.runtime.annotations.QuarkusMain;
import org.jboss.logging.Logger;

/** Starts the operator; a start that fails ends the process with its cause. */
@QuarkusMain
public final class Main implements QuarkusApplication {

  private static final Logger LOG = Logger.getLogger("dev.santokit.operator");

  private final Operator operator;

  Main(Operator operator) {
    this.operator = operator;
  }

  /** The entry of the jar. */
  public static void main(String... arguments) {
    Quarkus.run(Main.class, arguments);
  }

  @Override
  public int run(String... arguments) {
    try {
      operator.start();
    } catch (RuntimeException failed) {
      LOG.errorf(failed, "The operator cannot start: %s", cause(failed));
      return 1;
    }
    LOG.info("The operator watches");
    Quarkus.waitForExit();
    return 0;
  }

  private static Throwable cause(Throwable failed) {
    Throwable cause = failed;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }
}
