/**
 * What is counted and timed, for Prometheus. Labels are bounded: names that exist, never values.
 */
@NullMarked
package dev.santokit.server.metrics;

import org.jspecify.annotations.NullMarked;
