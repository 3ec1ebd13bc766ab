/**
 * One connection to Postgres: statements in its own protocol, its types, rows as JSON.
 *
 * <p>Statements go straight to the driver's protocol layer and not through JDBC, for three reasons:
 * a parameter that stands several times in a statement is one value ({@code $1} twice, which JDBC
 * cannot say, and without which {@code GROUP BY f(:x)} fails); a transaction of several statements
 * is one round trip; and rows become JSON from the bytes that Postgres sent.
 */
@NullMarked
package dev.santokit.server.postgres;

import org.jspecify.annotations.NullMarked;
