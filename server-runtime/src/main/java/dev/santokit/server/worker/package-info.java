/**
 * Threads that run what projects have written in JavaScript and WebAssembly.
 *
 * <p>A fixed pool of platform threads runs the calls, twice as many as cores, before it a queue of
 * four times that; whatever finds the queue full is refused. A call that a function makes runs on
 * the same thread. A watchdog ends what runs longer than it may.
 */
@NullMarked
package dev.santokit.server.worker;

import org.jspecify.annotations.NullMarked;
