package dev.santokit.cli;

import dev.santokit.cli.terminal.CommandFailure;
import dev.santokit.project.config.DatabaseUrl;
import dev.santokit.project.config.DatabaseUrlRefused;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code --db-url [ALIAS=]URL}, as often as there are databases. */
final class DatabaseUrls {

  private static final Pattern WITH_ALIAS =
      Pattern.compile("(?<alias>[A-Za-z_][A-Za-z0-9_-]*)=(?<url>.*)");

  private DatabaseUrls() {}

  /**
   * The URLs by alias; the empty alias is that of a URL without one.
   *
   * @throws CommandFailure when one is none, or two are for one alias
   */
  static Map<String, String> byAlias(List<String> given) {
    Map<String, String> urls = new LinkedHashMap<>();
    for (String text : given) {
      Matcher matcher = WITH_ALIAS.matcher(text);
      String alias = matcher.matches() ? matcher.group("alias") : "";
      String url = matcher.matches() ? matcher.group("url") : text;
      try {
        DatabaseUrl.parse(url);
      } catch (DatabaseUrlRefused refused) {
        throw CommandFailure.usage(refused.what(), refused.hint());
      }
      if (urls.put(alias, url) != null) {
        throw CommandFailure.usage("two --db-url for one database", "--db-url ALIAS=URL");
      }
    }
    return urls;
  }
}
