package dev.santokit.project.release;

/**
 * The state of the working copy that a release was made from.
 *
 * @param id of the commit, as Git writes it
 * @param dirty whether files differed from that commit
 */
public record Commit(String id, boolean dirty) {}
