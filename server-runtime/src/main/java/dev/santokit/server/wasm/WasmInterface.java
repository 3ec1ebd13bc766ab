package dev.santokit.server.wasm;

import com.dylibso.chicory.wasm.WasmModule;
import com.dylibso.chicory.wasm.types.Export;
import com.dylibso.chicory.wasm.types.ExternalType;
import com.dylibso.chicory.wasm.types.FunctionImport;
import com.dylibso.chicory.wasm.types.FunctionType;
import com.dylibso.chicory.wasm.types.Import;
import com.dylibso.chicory.wasm.types.ValType;
import dev.santokit.project.problem.ErrorCode;
import dev.santokit.project.problem.Problem;
import dev.santokit.project.problem.Range;
import dev.santokit.server.call.Uncompilable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a module and the server want of each other: how it is called and what it imports.
 *
 * @param initialize whether it exports {@code _initialize}
 */
record WasmInterface(Convention convention, boolean initialize, List<HostCall> imports) {

  static final String COMMAND = "_start";
  static final String HANDLE = "handle";
  static final String INITIALIZE = "_initialize";

  private static final String MEMORY = "memory";
  private static final String ALLOC = "alloc";

  private static final FunctionType NOTHING = FunctionType.empty();
  private static final FunctionType OF_ALLOC =
      FunctionType.of(List.of(ValType.I32), List.of(ValType.I32));
  private static final FunctionType OF_HANDLE =
      FunctionType.of(List.of(ValType.I32, ValType.I32), List.of(ValType.I64));

  /** Copies the list. */
  WasmInterface {
    imports = List.copyOf(imports);
  }

  /**
   * That of a module.
   *
   * @param file its name in problems
   * @throws Uncompilable with all that does not fit
   */
  static WasmInterface of(WasmModule module, String file) throws Uncompilable {
    return new Reading(module, file).read();
  }

  /** One module, and what is wrong with it. */
  private static final class Reading {

    private final WasmModule module;
    private final String file;
    private final List<Problem> problems = new ArrayList<>();
    private final List<HostCall> imports = new ArrayList<>();
    private final Map<String, Export> exports = new HashMap<>();

    Reading(WasmModule module, String file) {
      this.module = module;
      this.file = file;
    }

    WasmInterface read() throws Uncompilable {
      for (int i = 0; i < module.importSection().importCount(); i++) {
        readImport(module.importSection().getImport(i));
      }
      for (int i = 0; i < module.exportSection().exportCount(); i++) {
        Export export = module.exportSection().getExport(i);
        exports.put(export.name(), export);
      }
      boolean handler = exports.containsKey(HANDLE);
      if (handler) {
        function(HANDLE, OF_HANDLE, "handle(i32, i32) -> i64");
      } else if (exports.containsKey(COMMAND)) {
        function(COMMAND, NOTHING, "_start()");
      } else {
        problem(
            ErrorCode.WASM_EXPORT_MISSING,
            "the module exports neither handle nor _start",
            "export memory, alloc(i32) -> i32 and handle(i32, i32) -> i64, or build a WASI command");
      }
      if (handler || imports.stream().anyMatch(HostImports::replies)) {
        function(ALLOC, OF_ALLOC, "alloc(i32) -> i32");
      }
      if (handler || !imports.isEmpty()) {
        memory();
      }
      boolean initialize = exports.containsKey(INITIALIZE);
      if (initialize) {
        function(INITIALIZE, NOTHING, "_initialize()");
      }
      if (!problems.isEmpty()) {
        throw new Uncompilable(problems);
      }
      return new WasmInterface(
          handler ? Convention.HANDLER : Convention.COMMAND, initialize, imports);
    }

    private void readImport(Import wanted) {
      String name = wanted.module() + "." + wanted.name();
      if (!(wanted instanceof FunctionImport function)) {
        problem(
            ErrorCode.WASM_IMPORT_UNKNOWN,
            "the module imports " + name + ", which is no function",
            "servers offer functions alone; the module has its own memory, tables and globals");
        return;
      }
      FunctionType type = module.typeSection().getType(function.typeIndex());
      HostCall offered = offered(function, type);
      if (offered == null) {
        problem(
            ErrorCode.WASM_IMPORT_UNKNOWN,
            "the module imports " + name + ", which servers do not offer",
            "imports are santokit.{db_query, invoke, log} and wasi_snapshot_preview1");
      } else if (!offered.type().equals(type)) {
        problem(
            ErrorCode.WASM_IMPORT_UNKNOWN,
            "the module imports " + name + " as " + type + "; it is " + offered.type(),
            null);
      } else {
        imports.add(offered);
      }
    }

    private static @Nullable HostCall offered(FunctionImport function, FunctionType type) {
      return switch (function.module()) {
        case HostImports.NAMESPACE -> HostImports.find(function.name());
        case Wasi.NAMESPACE -> Wasi.find(function.name(), type);
        default -> null;
      };
    }

    private void function(String name, FunctionType wanted, String shown) {
      Export export = exports.get(name);
      if (export == null
          || export.exportType() != ExternalType.FUNCTION
          || !type(export.index()).equals(wanted)) {
        problem(
            ErrorCode.WASM_EXPORT_MISSING, "the module does not export a function " + shown, null);
      }
    }

    private void memory() {
      Export export = exports.get(MEMORY);
      if (export == null || export.exportType() != ExternalType.MEMORY) {
        problem(ErrorCode.WASM_EXPORT_MISSING, "the module does not export its memory", null);
      }
    }

    private FunctionType type(int index) {
      int imported = module.importSection().count(ExternalType.FUNCTION);
      if (index >= imported) {
        return module.functionSection().getFunctionType(index - imported, module.typeSection());
      }
      return module.importSection().stream()
          .filter(FunctionImport.class::isInstance)
          .map(FunctionImport.class::cast)
          .skip(index)
          .findFirst()
          .map(function -> module.typeSection().getType(function.typeIndex()))
          .orElse(NOTHING);
    }

    private void problem(ErrorCode code, String what, @Nullable String hint) {
      problems.add(Problem.error(code, Range.ofFile(file), what, hint));
    }
  }
}
