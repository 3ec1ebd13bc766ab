package dev.santokit.project.logic;

import dev.santokit.project.config.ProjectConfig;
import java.time.Duration;
import java.util.Set;

/**
 * What the project's configuration says about its functions.
 *
 * @param databases the aliases that are configured
 * @param callTimeout what a call may take at most; bounds each function's timeout
 * @param configSecrets names of secrets that configuration uses, which logic never sees
 */
public record Surroundings(Set<String> databases, Duration callTimeout, Set<String> configSecrets) {

  /** What a configuration says about functions. */
  public static Surroundings of(ProjectConfig config) {
    return new Surroundings(
        config.databases().keySet(), config.limits().callTimeout(), config.secretNames());
  }
}
