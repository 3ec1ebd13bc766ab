/** Events: what happened to a resource, for people who look at it. */
@NullMarked
package dev.santokit.operator.events;

import org.jspecify.annotations.NullMarked;
