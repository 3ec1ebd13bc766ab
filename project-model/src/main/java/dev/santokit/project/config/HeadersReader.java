package dev.santokit.project.config;

import dev.santokit.project.problem.ErrorCode;
import dev.santokit.project.problem.Problems;
import dev.santokit.project.yaml.Fields;
import dev.santokit.project.yaml.Node;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Reads {@code headers} of {@code config/project.yaml}. */
final class HeadersReader {

  private static final int MOST = 100;
  private static final int LONGEST = 4096;

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9-]{1,100}");

  /** Without outer spaces, line breaks, and what browsers and proxies read differently. */
  private static final Pattern VALUE = Pattern.compile("[!-~]([ !-~]*[!-~])?");

  /** What the server sets, or what is the connection's: another value would be a lie. */
  private static final Set<String> TAKEN =
      Set.of(
          "allow",
          "cache-control",
          "connection",
          "content-encoding",
          "content-length",
          "content-type",
          "date",
          "etag",
          "keep-alive",
          "retry-after",
          "set-cookie",
          "te",
          "traceparent",
          "tracestate",
          "trailer",
          "transfer-encoding",
          "upgrade",
          "vary",
          "www-authenticate",
          "x-cache-status",
          "x-execution-time",
          "x-rows-affected",
          "x-request-id",
          "x-santokit-release");

  private static final String OF_CORS = "access-control-";
  private static final String OF_PROXIES = "proxy-";

  private final Problems problems;

  HeadersReader(Problems problems) {
    this.problems = problems;
  }

  SortedMap<String, String> read(Fields project) {
    var headers = new TreeMap<String, String>();
    var named = new TreeSet<String>();
    var entries = project.named("headers").orElseGet(LinkedHashMap::new);
    entries.forEach((name, entry) -> {
      if (isName(name, entry, named) && isValue(name, entry.value())) {
        headers.put(name, ((Node.Scalar) entry.value()).text());
      }
    });
    if (entries.size() > MOST) {
      problems.error(
          ErrorCode.INVALID_VALUE, project.rangeOf("headers"), "more than " + MOST + " headers");
    }
    return headers;
  }

  private boolean isName(String name, Node.Entry entry, Set<String> named) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (!NAME.matcher(name).matches()) {
      problems.error(
          ErrorCode.INVALID_VALUE,
          entry.key(),
          "\"" + name + "\" is no name of a header",
          "letters, digits and -, like X-Frame-Options");
      return false;
    }
    if (lower.startsWith(OF_CORS)) {
      problems.error(
          ErrorCode.INVALID_VALUE,
          entry.key(),
          "the server answers " + name + " by what \"cors\" says",
          "write cors: {origins: [https://app.example.com]}");
      return false;
    }
    if (TAKEN.contains(lower) || lower.startsWith(OF_PROXIES)) {
      problems.error(
          ErrorCode.INVALID_VALUE, entry.key(), "the server sets " + name + " itself", "remove it");
      return false;
    }
    if (!named.add(lower)) {
      problems.error(
          ErrorCode.INVALID_VALUE,
          entry.key(),
          "this header stands here twice, in other letters",
          "keep one of them");
      return false;
    }
    return true;
  }

  private boolean isValue(String name, Node value) {
    if (!(value instanceof Node.Scalar scalar) || !scalar.value().isTextual()) {
      problems.error(
          ErrorCode.WRONG_TYPE,
          value.range(),
          "the header " + name + " must be a string, not " + value.describe(),
          "put it into quotes");
      return false;
    }
    if (scalar.text().contains("${")) {
      problems.error(
          ErrorCode.INVALID_VALUE,
          value.range(),
          "every caller sees the header " + name + ", so it holds no secret",
          "write the value itself");
      return false;
    }
    if (scalar.text().length() > LONGEST || !VALUE.matcher(scalar.text()).matches()) {
      problems.error(
          ErrorCode.INVALID_VALUE,
          value.range(),
          "the header " + name + " has a value that no header can have",
          "at most " + LONGEST + " visible ASCII characters with spaces between them");
      return false;
    }
    return true;
  }
}
