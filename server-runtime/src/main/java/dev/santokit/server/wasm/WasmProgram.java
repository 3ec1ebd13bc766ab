package dev.santokit.server.wasm;

import com.dylibso.chicory.runtime.ByteArrayMemory;
import com.dylibso.chicory.runtime.HostFunction;
import com.dylibso.chicory.runtime.ImportFunction;
import com.dylibso.chicory.runtime.ImportValues;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.Machine;
import com.dylibso.chicory.runtime.Memory;
import com.dylibso.chicory.runtime.TableInstance;
import com.dylibso.chicory.wasm.WasmModule;
import com.dylibso.chicory.wasm.types.MemoryLimits;
import com.dylibso.chicory.wasm.types.Table;
import com.dylibso.chicory.wasm.types.TableLimits;
import java.util.List;
import java.util.function.Function;

/**
 * A module, compiled. For any number of threads.
 *
 * @param convention how it is called
 * @param initialize whether it exports {@code _initialize}, which is called first
 * @param imports what it asks of the server
 */
record WasmProgram(
    WasmModule module,
    Function<Instance, Machine> machines,
    Convention convention,
    boolean initialize,
    List<HostCall> imports) {

  /** Copies the list. */
  WasmProgram {
    imports = List.copyOf(imports);
  }

  /**
   * A fresh instance for a call. Runs the module's start function when it has one.
   *
   * @param pages how much memory it may have
   */
  Instance instance(WasmCall call, int pages) {
    var functions = new ImportFunction[imports.size()];
    for (int i = 0; i < functions.length; i++) {
      HostCall host = imports.get(i);
      functions[i] =
          new HostFunction(
              host.module(),
              host.name(),
              host.type(),
              (instance, arguments) -> call.serve(host, instance, arguments));
    }
    return Instance.builder(module)
        .withStart(false)
        .withMachineFactory(machines)
        .withMemoryFactory(limits -> memory(limits, pages))
        .withTableFactory(WasmProgram::table)
        .withImportValues(ImportValues.builder().addFunction(functions).build())
        .build();
  }

  private static Memory memory(MemoryLimits declared, int pages) {
    if (declared.initialPages() > pages) {
      throw new Stop.Misuse(
          "the functions of this call want more memory together than it may have");
    }
    return new ByteArrayMemory(
        new MemoryLimits(declared.initialPages(), Math.min(declared.maximumPages(), pages), false));
  }

  /** With limits of its own: growing a table writes into them, and the module's are shared. */
  private static TableInstance table(Table declared, int initial) {
    var limits =
        new TableLimits(
            declared.limits().min(), Math.min(declared.limits().max(), MemoryCap.TABLE_ENTRIES));
    return new TableInstance(
        new Table(declared.elementType(), limits, declared.initialize()), initial);
  }
}
