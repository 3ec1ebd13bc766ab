/** What clients may know of a release, in the words of OpenAPI. */
@NullMarked
package dev.santokit.server.openapi;

import org.jspecify.annotations.NullMarked;
