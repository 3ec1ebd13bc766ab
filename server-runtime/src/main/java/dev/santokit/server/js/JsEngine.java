package dev.santokit.server.js;

import dev.santokit.server.call.Deadline;
import dev.santokit.server.call.Invocation;
import dev.santokit.server.call.Uncompilable;
import dev.santokit.server.fetch.Fetcher;
import dev.santokit.server.worker.Exhausted;
import dev.santokit.server.worker.Worker;
import dev.santokit.server.worker.Workers;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Runs functions written in JavaScript. One for a server; see the package for what it promises. It
 * costs nothing until it is used.
 */
public final class JsEngine implements AutoCloseable {

  /** A module that needs longer to evaluate would make every call slow. */
  private static final Duration LOADING = Duration.ofSeconds(2);

  private final Workers workers;
  private final Fetcher fetcher;
  private @Nullable Sandbox sandbox;

  /**
   * Makes one.
   *
   * @param workers run its calls; they are closed first
   * @param fetcher asks other servers for functions
   */
  public JsEngine(Workers workers, Fetcher fetcher) {
    this.workers = workers;
    this.fetcher = fetcher;
  }

  /**
   * Runs a call and waits for its end. It returns when nothing of the call runs any more. That is
   * when its deadline is over and a few milliseconds, unless it is within one step of the engine's
   * that takes longer, such as the product of two huge BigInts.
   *
   * @throws dev.santokit.server.call.Refusal when it did not begin
   */
  JsOutcome call(JsProgram program, Invocation invocation) {
    return workers.call(invocation.deadline(), worker -> run(worker, program, invocation));
  }

  /**
   * Parses and evaluates a program's modules without calling its function.
   *
   * @throws Uncompilable when it cannot be called; not when this takes longer than it may
   */
  void load(JsProgram program) throws Uncompilable {
    Optional<Uncompilable> found = workers.aside(worker -> fault(worker, program));
    if (found.isPresent()) {
      throw found.get();
    }
  }

  private Optional<Uncompilable> fault(Worker worker, JsProgram program) {
    try (Realm realm = sandbox().fresh()) {
      return worker
          .run(
              realm,
              Deadline.in(LOADING),
              () -> {
                try {
                  realm.load(program);
                  return Optional.<Uncompilable>empty();
                } catch (Uncompilable fault) {
                  return Optional.of(fault);
                }
              })
          .flatMap(fault -> fault);
    } catch (Exhausted exhausted) {
      return Optional.empty(); // like a module that takes too long: its calls will say so
    }
  }

  /** Ends everything that runs. */
  @Override
  public synchronized void close() {
    if (sandbox != null) {
      sandbox.close();
    }
  }

  private JsOutcome run(Worker worker, JsProgram program, Invocation invocation) {
    try (Realm realm = sandbox().fresh()) {
      return worker
          .run(realm, invocation.deadline(), () -> realm.run(program, invocation, fetcher))
          .orElseGet(JsOutcome.TimedOut::new);
    } catch (Exhausted exhausted) {
      return new JsOutcome.Unfinished(exhausted.what());
    }
  }

  private synchronized Sandbox sandbox() {
    if (sandbox == null) {
      sandbox = new Sandbox(workers.count());
    }
    return sandbox;
  }
}
