/**
 * What the files of {@code config/} mean, defaults included, and {@code config.json}, which the
 * server reads at start. Secrets are names here: {@code ${DATABASE_URL}}.
 */
@NullMarked
package dev.santokit.project.config;

import org.jspecify.annotations.NullMarked;
