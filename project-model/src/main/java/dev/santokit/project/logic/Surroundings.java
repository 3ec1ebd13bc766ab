package dev.santokit.project.logic;

import java.time.Duration;
import java.util.Set;

/**
 * What the project's configuration says about its functions.
 *
 * @param databases the aliases that are configured
 * @param callTimeout what a call may take at most; bounds each function's timeout
 * @param configSecrets names of secrets that configuration uses, which logic never sees
 */
public record Surroundings(
    Set<String> databases, Duration callTimeout, Set<String> configSecrets) {}
