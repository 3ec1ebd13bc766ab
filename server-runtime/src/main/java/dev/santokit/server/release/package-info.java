/** From a folder to the release that is served. */
@NullMarked
package dev.santokit.server.release;

import org.jspecify.annotations.NullMarked;
