/** The process around the server: start, stop, health, the management port. */
@NullMarked
package dev.santokit.server.process;

import org.jspecify.annotations.NullMarked;
