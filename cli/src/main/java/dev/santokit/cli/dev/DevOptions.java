package dev.santokit.cli.dev;

import java.nio.file.Path;
import java.util.Map;

/**
 * What a run of {@code stk dev} was asked for.
 *
 * @param folder the project's, absolute
 * @param port where calls are answered; 0 for any that is free
 * @param urls of databases that are used instead of the embedded one, by alias; the empty alias
 *     stands for main, or for the only database of a project
 * @param fresh whether the embedded databases begin empty
 * @param agreed whether plans that need somebody's agreement have it
 * @param serverJar the server
 * @param environment variables of this process
 */
public record DevOptions(
    Path folder,
    int port,
    Map<String, String> urls,
    boolean fresh,
    boolean agreed,
    Path serverJar,
    Map<String, String> environment) {

  /** Where everything lies that stk makes itself. */
  Path ownFolder() {
    return folder.resolve(".stk");
  }
}
