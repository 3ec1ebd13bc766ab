/** Requests that logic makes to other servers: only to those that its project names. */
@NullMarked
package dev.santokit.server.fetch;

import org.jspecify.annotations.NullMarked;
