package dev.santokit.server.wasm;

import com.dylibso.chicory.wasm.WasmModule;
import com.dylibso.chicory.wasm.types.MemoryLimits;
import dev.santokit.project.problem.ErrorCode;
import dev.santokit.project.problem.Problem;
import dev.santokit.project.problem.Range;
import dev.santokit.server.call.Uncompilable;

/** Refuses modules that no call could hold, and what has no limits. */
final class WasmLimits {

  private WasmLimits() {}

  /** Nothing when a call can hold an instance of it. */
  static void check(WasmModule module, MemoryCap cap, String file) throws Uncompilable {
    notSupported(module, file);
    var memories = module.memorySection();
    if (memories.isPresent()) {
      if (memories.get().memoryCount() > 1) {
        throw refused(ErrorCode.WASM_NOT_SUPPORTED, file, "the module has more than one memory");
      }
      if (memories.get().memoryCount() == 1) {
        memory(memories.get().getMemory(0).limits(), cap, file);
      }
    }
    tables(module, file);
  }

  private static void memory(MemoryLimits limits, MemoryCap cap, String file) throws Uncompilable {
    if (limits.shared()) {
      throw refused(
          ErrorCode.WASM_NOT_SUPPORTED, file, "the module shares its memory with threads");
    }
    if (limits.initialPages() > cap.pages()) {
      throw refused(
          ErrorCode.WASM_TOO_LARGE,
          file,
          "the module begins with "
              + limits.initialPages()
              + " pages of memory; a call on this server has at most "
              + cap.pages()
              + " ("
              + cap.mebibytes()
              + " MiB)");
    }
  }

  private static void tables(WasmModule module, String file) throws Uncompilable {
    var tables = module.tableSection();
    if (tables.tableCount() > MemoryCap.TABLES) {
      throw refused(
          ErrorCode.WASM_TOO_LARGE,
          file,
          "the module has more than " + MemoryCap.TABLES + " tables");
    }
    for (int i = 0; i < tables.tableCount(); i++) {
      if (tables.getTable(i).limits().min() > MemoryCap.TABLE_ENTRIES) {
        throw refused(
            ErrorCode.WASM_TOO_LARGE,
            file,
            "a table of the module has more than " + MemoryCap.TABLE_ENTRIES + " entries");
      }
    }
  }

  /** Objects of the collector would be the server's own, beyond any limit. */
  private static void notSupported(WasmModule module, String file) throws Uncompilable {
    var types = module.typeSection();
    for (int i = 0; i < types.subTypeCount(); i++) {
      var type = types.getSubType(i).compType();
      if (type.structType() != null || type.arrayType() != null) {
        throw refused(
            ErrorCode.WASM_NOT_SUPPORTED, file, "the module uses objects of the garbage collector");
      }
    }
    if (module.tagSection().isPresent() && module.tagSection().get().tagCount() > 0) {
      throw refused(ErrorCode.WASM_NOT_SUPPORTED, file, "the module uses exceptions");
    }
  }

  private static Uncompilable refused(ErrorCode code, String file, String what) {
    return new Uncompilable(Problem.error(code, Range.ofFile(file), what, null));
  }
}
