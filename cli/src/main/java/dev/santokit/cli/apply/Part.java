package dev.santokit.cli.apply;

/**
 * A part of the configuration, by the name of its file. The names are what {@code --only} takes.
 */
@SuppressWarnings("checkstyle:ConstantName")
public enum Part {
  databases,
  auth,
  storage,
  permissions,
  /** All other fields: config/project.yaml. */
  project;

  /** The part that a field under {@code spec} of a project belongs to. */
  static Part of(String field) {
    return switch (field) {
      case "databases" -> databases;
      case "auth" -> auth;
      case "storage" -> storage;
      case "permissions" -> permissions;
      default -> project;
    };
  }
}
