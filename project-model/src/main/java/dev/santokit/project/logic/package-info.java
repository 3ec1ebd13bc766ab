/**
 * Logic files and what they mean: paths, access, parameters, front matter, modules. The way of a
 * file: {@code logic/users/get.sql} is read into a {@link
 * dev.santokit.project.logic.LogicFunction}.
 */
@NullMarked
package dev.santokit.project.logic;

import org.jspecify.annotations.NullMarked;
