/** The few requests that commands make. */
@NullMarked
package dev.santokit.cli.http;

import org.jspecify.annotations.NullMarked;
