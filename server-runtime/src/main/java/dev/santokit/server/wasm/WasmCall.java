package dev.santokit.server.wasm;

import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.wasm.ChicoryException;
import dev.santokit.server.call.Invocation;
import dev.santokit.server.call.Refusal;
import dev.santokit.server.postgres.Link;
import dev.santokit.server.worker.Guest;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** One call of a module: an instance, and the server's side of it. For the thread that makes it. */
final class WasmCall implements Guest {

  private final WasmProgram program;
  private final @Nullable Invocation invocation;
  private final int pages;
  private final int largestAnswer;
  private final Streams streams;
  private final byte[] request;
  private final Thread thread = Thread.currentThread();
  private @Nullable Instance instance;
  private boolean started;

  /** What went wrong on the server's side; whatever the module makes of it, the call has failed. */
  private @Nullable Throwable defect;

  private volatile boolean cut;

  private WasmCall(
      WasmProgram program,
      @Nullable Invocation invocation,
      byte[] request,
      Streams streams,
      int pages,
      int largestAnswer) {
    this.program = program;
    this.invocation = invocation;
    this.request = request;
    this.streams = streams;
    this.pages = pages;
    this.largestAnswer = largestAnswer;
  }

  /**
   * A call on this thread.
   *
   * @param pages how much memory it may have
   * @param largestAnswer bytes
   */
  static WasmCall of(WasmProgram program, Invocation invocation, int pages, int largestAnswer) {
    byte[] request = request(invocation);
    byte[] input = program.convention() == Convention.COMMAND ? request : new byte[0];
    var streams = new Streams(program.convention(), input, largestAnswer, invocation::log);
    return new WasmCall(program, invocation, request, streams, pages, largestAnswer);
  }

  /** One that only {@link #start}s. */
  static WasmCall trial(WasmProgram program, int pages) {
    var streams = new Streams(program.convention(), new byte[0], 0, (level, text) -> {});
    return new WasmCall(program, null, new byte[0], streams, pages, 0);
  }

  private static byte[] request(Invocation invocation) {
    var request = JsonText.JSON.createObjectNode();
    request.set("params", invocation.arguments().toJson());
    request.set("request", invocation.request().toJson(invocation.caller()));
    return request.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** Makes the instance and calls the function; returns in time once the call is cut. */
  WasmOutcome run() {
    return outcome(() -> {
      Instance fresh = start();
      return switch (program.convention()) {
        case COMMAND -> command(fresh);
        case HANDLER -> handler(fresh);
      };
    });
  }

  /**
   * Makes the instance and runs what the module runs before its first call.
   *
   * @return {@code Returned}, with nothing, when it can be called now
   */
  WasmOutcome tryStart() {
    return outcome(() -> {
      start();
      return new byte[0];
    });
  }

  private Instance start() {
    Instance fresh = program.instance(this, pages);
    instance = fresh;
    if (program.initialize()) {
      fresh.export(WasmInterface.INITIALIZE).apply();
    }
    started = true;
    return fresh;
  }

  private byte[] command(Instance fresh) {
    try {
      fresh.export(WasmInterface.COMMAND).apply();
    } catch (Stop.Exit exit) {
      if (exit.code() != 0) {
        throw exit;
      }
    }
    return streams.output();
  }

  private byte[] handler(Instance fresh) {
    long there = HostImports.handOver(fresh, request);
    long answer = fresh.export(WasmInterface.HANDLE).apply(there >>> 32, there & 0xffff_ffffL)[0];
    int length = (int) answer;
    if (length < 0 || length > largestAnswer) {
      throw Link.tooLarge();
    }
    return fresh.memory().readBytes((int) (answer >>> 32), length);
  }

  /** What a module does. */
  private interface Work {
    byte[] output();
  }

  private WasmOutcome outcome(Work work) {
    WasmOutcome outcome = ended(work);
    streams.endLine();
    return defect == null ? outcome : new WasmOutcome.Broken(defect);
  }

  private WasmOutcome ended(Work work) {
    try {
      return new WasmOutcome.Returned(work.output());
    } catch (Stop stop) {
      return new WasmOutcome.Failed(
          switch (stop) {
            case Stop.Cut _ -> "its time is over";
            case Stop.Exit exit -> "it exits with code " + Integer.toUnsignedString(exit.code());
            case Stop.Misuse misuse -> misuse.what();
          });
    } catch (Refusal refusal) {
      return new WasmOutcome.Refused(refusal);
    } catch (ChicoryException trap) {
      return new WasmOutcome.Failed(String.valueOf(trap.getMessage()));
    } catch (StackOverflowError deep) {
      return new WasmOutcome.Failed("call stack exhausted");
    } catch (RuntimeException ofTheModule) {
      // Compiled code is Java: what it does wrong may be thrown as Java does.
      return new WasmOutcome.Failed(ofTheModule.toString());
    }
  }

  /** Runs a function of the server that the module calls. */
  long[] serve(HostCall host, Instance caller, long[] arguments) {
    check();
    long[] result;
    try {
      result = host.body().run(this, caller, arguments);
    } catch (Stop | Refusal | ChicoryException known) {
      throw known;
    } catch (RuntimeException | StackOverflowError failed) {
      // Wherever in the server that was, something may be half done: this call cannot succeed.
      defect = failed;
      throw failed;
    }
    // Whatever the module's thread waited for may have taken the interrupt for its own.
    check();
    return result;
  }

  /** Nothing while there is time. */
  void check() {
    if (cut) {
      throw new Stop.Cut();
    }
  }

  @Override
  public void cut() {
    cut = true;
    thread.interrupt();
  }

  Streams streams() {
    return streams;
  }

  /** For what the module asks for; not before it has started. */
  Invocation invocation() {
    if (invocation == null || !started) {
      throw new Stop.Misuse("functions of santokit cannot be called while the module starts");
    }
    return invocation;
  }

  /** How much of its memory is left for calls that are made within it. */
  int pagesLeft() {
    Instance running = instance;
    return running == null || running.memory() == null ? pages : pages - running.memory().pages();
  }
}
