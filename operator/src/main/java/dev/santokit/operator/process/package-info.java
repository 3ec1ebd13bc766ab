/** The process: its start and end, who leads, health and metrics. */
@NullMarked
package dev.santokit.operator.process;

import org.jspecify.annotations.NullMarked;
