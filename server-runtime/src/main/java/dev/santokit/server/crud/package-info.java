/**
 * Calls of {@code crud/<alias>/<table>/<operation>}: what a caller may see and write of a table,
 * and the statement that does just that. Identifiers come from the catalogue alone, values are
 * bound.
 */
@NullMarked
package dev.santokit.server.crud;

import org.jspecify.annotations.NullMarked;
