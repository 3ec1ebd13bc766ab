/**
 * Threads that run what projects have written in JavaScript and WebAssembly.
 *
 * <p>A fixed pool of platform threads runs the calls, twice as many as cores; 64 a thread wait for
 * them, each for a second at most, then they are refused. A call that a function makes runs on the
 * same thread. A watchdog ends what runs longer than it may, allocates more than it may or fills
 * the memory of the server.
 */
@NullMarked
package dev.santokit.server.worker;

import org.jspecify.annotations.NullMarked;
