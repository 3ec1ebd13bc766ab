/**
 * SQL as Postgres reads it, as far as a call needs it: tokens, parameters, statements, and what a
 * call may not say. No grammar: whether a statement makes sense is for the database to tell.
 */
@NullMarked
package dev.santokit.project.sql;

import org.jspecify.annotations.NullMarked;
