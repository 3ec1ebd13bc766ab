/** Who a token belongs to. */
@NullMarked
package dev.santokit.server.auth;

import org.jspecify.annotations.NullMarked;
