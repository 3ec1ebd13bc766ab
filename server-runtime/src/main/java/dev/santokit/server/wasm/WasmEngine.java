package dev.santokit.server.wasm;

import com.dylibso.chicory.compiler.InterpreterFallback;
import com.dylibso.chicory.compiler.MachineFactoryCompiler;
import com.dylibso.chicory.wasm.Parser;
import com.dylibso.chicory.wasm.WasmModule;
import dev.santokit.project.problem.ErrorCode;
import dev.santokit.project.problem.Problem;
import dev.santokit.project.problem.Range;
import dev.santokit.server.call.Deadline;
import dev.santokit.server.call.Invocation;
import dev.santokit.server.call.Refusal;
import dev.santokit.server.call.Uncompilable;
import dev.santokit.server.worker.Exhausted;
import dev.santokit.server.worker.Worker;
import dev.santokit.server.worker.Workers;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Runs functions in WebAssembly. One for a server; see the package for what it promises. It costs
 * nothing until it is used.
 */
public final class WasmEngine {

  /** A module that needs longer to start would make every call slow. */
  private static final Duration LOADING = Duration.ofSeconds(2);

  /** The innermost call of a thread. */
  private static final ThreadLocal<@Nullable WasmCall> INNERMOST = new ThreadLocal<>();

  private final Workers workers;
  private final MemoryCap cap;
  private final int largestAnswer;

  /**
   * Makes one.
   *
   * @param workers run its calls
   * @param heap bytes that the server has at most; modules get a part of it
   * @param largestAnswer bytes
   */
  public WasmEngine(Workers workers, long heap, int largestAnswer) {
    this.workers = workers;
    this.cap = MemoryCap.of(heap, workers.count());
    this.largestAnswer = largestAnswer;
  }

  MemoryCap cap() {
    return cap;
  }

  /**
   * Compiles a module.
   *
   * @param file its name in problems
   * @throws Uncompilable when it cannot be called
   */
  WasmProgram compile(byte[] bytes, String file) throws Uncompilable {
    Loaded loaded = workers.aside(worker -> load(worker, bytes, file));
    return switch (loaded) {
      case Loaded.Program(var program) -> program;
      case Loaded.Fault(var fault) -> throw fault;
    };
  }

  private sealed interface Loaded {
    record Program(WasmProgram program) implements Loaded {}

    record Fault(Uncompilable fault) implements Loaded {}
  }

  private Loaded load(Worker worker, byte[] bytes, String file) {
    try {
      WasmProgram program = program(bytes, file);
      var trial = WasmCall.trial(program, cap.pages());
      if (started(worker, trial) instanceof WasmOutcome.Failed(String what)) {
        throw refused(ErrorCode.WASM_START_FAILS, file, "the module does not start: " + what);
      }
      return new Loaded.Program(program);
    } catch (Uncompilable fault) {
      return new Loaded.Fault(fault);
    }
  }

  /** Null when it takes more time or memory than it may: calls will say so. */
  private static @Nullable WasmOutcome started(Worker worker, WasmCall trial) {
    try {
      return worker.run(trial, Deadline.in(LOADING), trial::tryStart).orElse(null);
    } catch (Exhausted exhausted) {
      return null;
    }
  }

  /** What can be said of a module without compiling it. */
  record Examined(WasmModule module, WasmInterface offered) {

    static Examined of(byte[] bytes, MemoryCap cap, String file) throws Uncompilable {
      try {
        WasmModule module = Parser.parse(bytes);
        WasmLimits.check(module, cap, file);
        return new Examined(module, WasmInterface.of(module, file));
      } catch (RuntimeException | AssertionError | StackOverflowError malformed) {
        throw invalid(file, malformed);
      }
    }
  }

  private WasmProgram program(byte[] bytes, String file) throws Uncompilable {
    Examined examined = Examined.of(bytes, cap, file);
    WasmInterface offered = examined.offered();
    try {
      // A function too large for the JVM is interpreted.
      var machines =
          MachineFactoryCompiler.builder(examined.module())
              .withInterpreterFallback(InterpreterFallback.SILENT)
              .compile();
      return new WasmProgram(
          examined.module(),
          machines,
          offered.convention(),
          offered.initialize(),
          offered.imports());
    } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError malformed) {
      throw invalid(file, malformed);
    }
  }

  /** Chicory says in many ways what it cannot read or compile. */
  private static Uncompilable invalid(String file, Throwable malformed) {
    return refused(ErrorCode.WASM_INVALID, file, "no valid module: " + firstLine(malformed));
  }

  private static String firstLine(Throwable malformed) {
    String message = malformed.getMessage();
    return message == null
        ? malformed.getClass().getSimpleName()
        : message.lines().findFirst().orElse("");
  }

  private static Uncompilable refused(ErrorCode code, String file, String what) {
    return new Uncompilable(Problem.error(code, Range.ofFile(file), what, null));
  }

  /**
   * Runs a call and waits for its end. It returns when nothing of the call runs any more.
   *
   * @throws Refusal when it did not begin, or its time was over
   */
  WasmOutcome call(WasmProgram program, Invocation invocation) {
    return workers.call(invocation.deadline(), worker -> run(worker, program, invocation));
  }

  private WasmOutcome run(Worker worker, WasmProgram program, Invocation invocation) {
    WasmCall outer = INNERMOST.get();
    int pages = outer == null ? cap.pages() : outer.pagesLeft();
    var call = WasmCall.of(program, invocation, pages, largestAnswer);
    INNERMOST.set(call);
    try {
      return worker.run(call, invocation.deadline(), call::run).orElseThrow(Refusal::timeout);
    } catch (Exhausted exhausted) {
      return new WasmOutcome.Failed(exhausted.what());
    } finally {
      INNERMOST.set(outer);
    }
  }
}
