package dev.santokit.server.js;

import dev.santokit.server.call.Invocation;
import dev.santokit.server.call.Refusal;
import dev.santokit.server.call.Uncompilable;
import dev.santokit.server.fetch.Fetcher;
import dev.santokit.server.worker.Guest;
import java.nio.charset.StandardCharsets;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyExecutable;
import org.jspecify.annotations.Nullable;

/** One context, for one call. */
final class Realm implements AutoCloseable, Guest {

  private final Context context;
  private final Value start;
  private final ReleaseFiles files;

  /**
   * @param context in which only the prelude has run
   * @param start the prelude's value
   * @param files what the context sees
   */
  Realm(Context context, Value start, ReleaseFiles files) {
    this.context = context;
    this.start = start;
    this.files = files;
  }

  /** Runs a call until nothing of it is left to do, or the realm is cut. */
  JsOutcome run(JsProgram program, Invocation invocation, Fetcher fetcher) {
    files.show(program);
    var host = new Host(invocation, new Fetches(fetcher, invocation.deadline()));
    @Nullable PolyglotException ended = null;
    boolean late = false;
    try {
      Value deliver =
          start.execute(
              (ProxyExecutable) host::serve,
              "/" + program.entry(),
              host.params(),
              host.request(),
              (ProxyExecutable) host::settle);
      for (Integer come = host.awaited(); come != null; come = host.awaited()) {
        deliver.executeVoid(come);
      }
    } catch (PolyglotException stopped) {
      ended = stopped;
    } catch (Refusal timeout) {
      late = true; // nothing came while it waited
    }
    JsOutcome outcome = host.end();
    if (ended == null) {
      return late ? new JsOutcome.TimedOut() : outcome;
    }
    return ended.isCancelled() ? new JsOutcome.TimedOut() : new JsOutcome.Broken(ended);
  }

  /**
   * Parses and evaluates a program without calling its function. Nothing when the realm is cut
   * meanwhile: then it is not known.
   */
  void load(JsProgram program) throws Uncompilable {
    files.show(program);
    boolean parsed = false;
    try {
      for (var file : program.files().entrySet()) {
        context.parse(module(new String(file.getValue(), StandardCharsets.UTF_8), file.getKey()));
      }
      parsed = true;
      Value loaded =
          context.eval(module("export * as it from '/" + program.entry() + "';", "load"));
      Value function = loaded.getMember("it").getMember("default");
      if (function == null || !function.canExecute()) {
        throw Faults.noFunction(program);
      }
    } catch (PolyglotException fault) {
      if (!fault.isCancelled()) {
        throw parsed ? Faults.evaluation(program, fault) : Faults.syntax(program, fault);
      }
    }
  }

  private static Source module(String text, String name) {
    return Source.newBuilder("js", text, name)
        .mimeType("application/javascript+module")
        .buildLiteral();
  }

  @Override
  public void cut() {
    context.close(true);
  }

  @Override
  public void close() {
    context.close(true);
  }
}
