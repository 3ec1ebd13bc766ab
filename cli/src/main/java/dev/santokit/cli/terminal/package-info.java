/**
 * What a person sees of a command: streams, problems with their code frames, failures, exit codes.
 */
@NullMarked
package dev.santokit.cli.terminal;

import org.jspecify.annotations.NullMarked;
