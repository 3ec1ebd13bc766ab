/**
 * From the files of a project to its resources: what they should be, what differs from those in the
 * cluster, writing that, and waiting until it is served.
 */
@NullMarked
package dev.santokit.cli.apply;

import org.jspecify.annotations.NullMarked;
