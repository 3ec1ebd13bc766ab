/**
 * The cluster that commands work on: which one, as whom, in which namespace, and what its failures
 * mean. Commands name its classes only where they use them: a start without a cluster loads none.
 */
@NullMarked
package dev.santokit.cli.cluster;

import org.jspecify.annotations.NullMarked;
