package dev.santokit.project.config;

/**
 * A database of the project.
 *
 * @param url where calls run, as the runtime role
 * @param pool how many connections serve them
 */
public record Database(SecretText url, Pool pool) {}
