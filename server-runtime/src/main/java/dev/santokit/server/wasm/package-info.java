/**
 * Functions in WebAssembly: Chicory compiles a module to bytecode of the JVM when its release is
 * loaded. Everything that is Chicory's stays within this package.
 *
 * <p><b>Isolation.</b> Every call, a nested one too, has an instance of its own: fresh memory,
 * fresh globals, fresh tables. Nothing that a call leaves behind is seen by another. Measured, a
 * fresh instance of a small module costs a few microseconds once the JVM is warm, so none are
 * pooled.
 *
 * <p><b>Capabilities.</b> A module has what it imports, and it can import the functions of {@link
 * dev.santokit.server.wasm.HostImports} and of WASI as {@link dev.santokit.server.wasm.Wasi} has
 * them: standard streams, clocks, random numbers. Everything else of WASI answers that it is not
 * allowed.
 *
 * <p><b>Threads.</b> Calls run on {@link dev.santokit.server.worker.Workers}; one that a function
 * makes runs on the same thread in an instance of its own.
 *
 * <p><b>Limits.</b> Wall time: when it is over, the thread is interrupted, which compiled code
 * notices in every loop and at every call. Memory: {@link dev.santokit.server.wasm.MemoryCap}. The
 * stack is the thread's; when it is exhausted the call ends. What is written to standard output or
 * returned is at most as large as an answer.
 */
@NullMarked
package dev.santokit.server.wasm;

import org.jspecify.annotations.NullMarked;
