/** What a call is made of: who asks, for what, how long it may take, what it answers. */
@NullMarked
package dev.santokit.server.call;

import org.jspecify.annotations.NullMarked;
