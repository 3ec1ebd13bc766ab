package dev.santokit.schema.hcl;

/**
 * One file of a schema.
 *
 * @param name its path inside the project, as problems show it: {@code schema/main.hcl}
 * @param text all of it
 */
public record HclFile(String name, String text) {}
