package dev.santokit.project.logic;

import java.util.Locale;
import java.util.Optional;

/** What the body of a function is written in. */
public enum LogicType {
  /** Statements of PostgreSQL. */
  SQL,
  /** An ES module whose default export is the function. */
  JS,
  /** A WebAssembly module. */
  WASM;

  /** As manifests and resources write it, which is the extension of its files too. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The type that is written so. */
  public static Optional<LogicType> of(String word) {
    return switch (word) {
      case "sql" -> Optional.of(SQL);
      case "js" -> Optional.of(JS);
      case "wasm" -> Optional.of(WASM);
      default -> Optional.empty();
    };
  }
}
