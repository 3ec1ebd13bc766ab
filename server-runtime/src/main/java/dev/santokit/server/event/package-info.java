/** What is worth telling an operator, and the log that tells it. */
@NullMarked
package dev.santokit.server.event;

import org.jspecify.annotations.NullMarked;
