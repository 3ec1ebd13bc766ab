package dev.santokit.server.wasm;

import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.wasm.types.FunctionType;

/**
 * A function of the server that a module imports.
 *
 * @param module namespace of the import
 * @param type as the module declares it
 */
record HostCall(String module, String name, FunctionType type, Body body) {

  /** What it does. */
  interface Body {
    /**
     * Runs it for a call.
     *
     * @return one value when its type has a result, else none
     */
    long[] run(WasmCall call, Instance instance, long[] arguments);
  }
}
