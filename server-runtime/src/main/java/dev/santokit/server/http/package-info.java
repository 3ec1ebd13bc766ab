/** The HTTP side: requests in, answers and the one error shape out. */
@NullMarked
package dev.santokit.server.http;

import org.jspecify.annotations.NullMarked;
