/**
 * Functions written in JavaScript: GraalJS in its interpreter, without Java, files, network,
 * processes, threads or other languages.
 *
 * <p><b>Isolation.</b> Every call, a nested one too, runs in a realm of its own: a fresh GraalJS
 * context that has run no project code before, and that is closed when the call is over. So nothing
 * that a call leaves behind is seen by another: not its globals, not a changed prototype, not a
 * module's {@code let}. Modules are parsed once and evaluated in every call. What makes this fast
 * enough is that realms know nothing of functions and releases and are prepared ahead by a thread
 * of their own; measured, a fresh realm costs 0.15 ms of processor time once the JVM is warm.
 *
 * <p><b>Threads.</b> Calls run on {@link dev.santokit.server.worker.Workers}; one that a function
 * makes runs on the same thread in a realm of its own.
 *
 * <p><b>Limits.</b> Wall time, with it processor time, since a call has one thread; what a call
 * allocates, and the memory of the server: when one is over, the realm is closed from outside,
 * whatever runs in it. Strings and typed arrays have a greatest length, so that no single step of
 * the engine takes much before the watchdog looks again.
 */
@NullMarked
package dev.santokit.server.js;

import org.jspecify.annotations.NullMarked;
