/** Values that neither files nor releases hold. */
@NullMarked
package dev.santokit.server.secrets;

import org.jspecify.annotations.NullMarked;
