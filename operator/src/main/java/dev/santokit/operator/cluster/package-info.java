/** How the operator writes to the cluster: server-side apply, and only what changed. */
@NullMarked
package dev.santokit.operator.cluster;

import org.jspecify.annotations.NullMarked;
