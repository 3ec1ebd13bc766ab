package dev.santokit.project.file;

/**
 * A file that was read.
 *
 * @param path in the project: {@code schema/main.hcl}
 */
public record TextFile(String path, String text) {}
