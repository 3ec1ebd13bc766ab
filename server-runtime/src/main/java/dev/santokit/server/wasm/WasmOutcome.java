package dev.santokit.server.wasm;

import dev.santokit.server.call.Refusal;

/** How a call ended. */
sealed interface WasmOutcome {

  /**
   * It gave an answer.
   *
   * @param output as the module wrote it
   */
  @SuppressWarnings("ArrayRecordComponent") // nobody compares outcomes
  record Returned(byte[] output) implements WasmOutcome {}

  /** The server refuses what it gave. */
  record Refused(Refusal refusal) implements WasmOutcome {}

  /**
   * It gave none.
   *
   * @param what its author has to know
   */
  record Failed(String what) implements WasmOutcome {}

  /** The server failed, not the function. */
  record Broken(Throwable cause) implements WasmOutcome {}
}
