package dev.santokit.project.schema;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a migration that a person wrote: {@code V<version>__<description>.sql}.
 *
 * @param version above 0; migrations run in its order
 * @param description what stands behind it
 */
public record MigrationName(long version, String description) {

  /** What {@link #of} asks for, as messages show it. */
  public static final String GRAMMAR =
      "a migration is named V<number>__<name>.sql, such as V1__seed_roles.sql, and counts from 1";

  private static final Pattern WHOLE =
      Pattern.compile("V([0-9]{1,18})__([A-Za-z0-9_.-]{1,200})[.]sql");

  /** The name of a file without its folder; empty when it is none of a migration. */
  public static Optional<MigrationName> of(String file) {
    Matcher whole = WHOLE.matcher(file);
    if (!whole.matches()) {
      return Optional.empty();
    }
    long version = Long.parseLong(whole.group(1));
    return version == 0
        ? Optional.empty()
        : Optional.of(new MigrationName(version, whole.group(2)));
  }

  /** That of a file that was checked before, wherever it stands. */
  public static MigrationName ofPath(String path) {
    return of(path.substring(path.lastIndexOf('/') + 1))
        .orElseThrow(() -> new IllegalArgumentException(path + ": " + GRAMMAR));
  }
}
