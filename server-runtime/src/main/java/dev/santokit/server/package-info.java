/** The data plane: one folder with a release in, HTTP out. Knows nothing of Kubernetes. */
@NullMarked
package dev.santokit.server;

import org.jspecify.annotations.NullMarked;
