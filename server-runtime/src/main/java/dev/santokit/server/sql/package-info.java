/** Functions in SQL: described once per database, then run as prepared statements. */
@NullMarked
package dev.santokit.server.sql;

import org.jspecify.annotations.NullMarked;
