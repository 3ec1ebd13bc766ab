/** Spans of calls for OpenTelemetry. They cost nothing where nobody asks for them. */
@NullMarked
package dev.santokit.server.trace;

import org.jspecify.annotations.NullMarked;
