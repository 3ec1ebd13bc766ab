package dev.santokit.server.wasm;

/** How a module is called. */
enum Convention {
  /** {@code _start}, with the request on standard input and the answer on standard output. */
  COMMAND,

  /** {@code handle(pointer, length)}, with both in the module's memory. */
  HANDLER
}
