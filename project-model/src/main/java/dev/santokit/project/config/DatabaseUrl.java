package dev.santokit.project.config;

import java.net.Inet6Address;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The address of a Postgres database, read from a {@code postgres://} URI by rules of our own: no
 * text of a user ever becomes a JDBC URL, whose options can load classes and files.
 *
 * @param host a name, an IPv4 address, or an IPv6 address without brackets
 * @param port from 1 to 65535
 * @param database its name
 * @param user the role that connects
 * @param password null when the URI has none
 * @param sslMode how much of TLS is asked for
 * @param channelBinding whether authentication is bound to the TLS channel
 * @param targetSession which servers are taken
 * @param applicationName what the database shows for the connection; null for the server's own
 * @param connectTimeout how long connecting may take; null for the server's own
 */
public record DatabaseUrl(
    String host,
    int port,
    String database,
    String user,
    @Nullable String password,
    SslMode sslMode,
    ChannelBinding channelBinding,
    TargetSession targetSession,
    @Nullable String applicationName,
    @Nullable Duration connectTimeout) {

  /** How much of TLS is asked for, as libpq means the words. */
  public enum SslMode {
    DISABLE,
    ALLOW,
    PREFER,
    REQUIRE,
    VERIFY_CA,
    VERIFY_FULL
  }

  /** Whether authentication is bound to the TLS channel. */
  public enum ChannelBinding {
    DISABLE,
    PREFER,
    REQUIRE
  }

  /** Which servers are taken. */
  public enum TargetSession {
    ANY,
    READ_WRITE,
    READ_ONLY,
    PRIMARY,
    STANDBY,
    PREFER_STANDBY
  }

  private static final int DEFAULT_PORT = 5432;
  private static final int LONGEST_CONNECT_TIMEOUT = 300;

  private static final List<String> SCHEMES = List.of("postgres://", "postgresql://");
  private static final List<String> OPTIONS =
      List.of(
          "sslmode",
          "application_name",
          "connect_timeout",
          "target_session_attrs",
          "channel_binding");

  private static final Pattern HOST_PORT =
      Pattern.compile("(?:\\[(?<inet6>[^]]*)]|(?<name>[^:\\[]*))(?::(?<port>.*))?");
  private static final Pattern HOST_NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,252}");
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,5}");

  private static final String SHAPE = "write postgres://user:password@host:5432/database";
  private static final String ESCAPES =
      "in a user or a password write @ as %40, : as %3A, / as %2F, ? as %3F, # as %23, % as %25";

  /** The same database where its host has another name. */
  public DatabaseUrl at(String host) {
    return new DatabaseUrl(
        host,
        port,
        database,
        user,
        password,
        sslMode,
        channelBinding,
        targetSession,
        applicationName,
        connectTimeout);
  }

  /**
   * The address that a configuration names. A template that is one secret and nothing else is read
   * as a URI whole; a secret inside a URI is a part of it, and needs no escapes.
   *
   * @param secrets the value of a name, or empty when there is none
   * @throws SecretMissing when a secret has no value
   * @throws DatabaseUrlRefused when the text is no address of a Postgres database
   */
  public static DatabaseUrl of(SecretText template, Function<String, Optional<String>> secrets)
      throws SecretMissing, DatabaseUrlRefused {
    return parse(
        template.isOneReference()
            ? template.resolve(secrets)
            : template.resolve(secrets, DatabaseUrl::escaped));
  }

  /**
   * Reads a URI.
   *
   * @throws DatabaseUrlRefused when it is no address of a Postgres database
   */
  public static DatabaseUrl parse(String uri) throws DatabaseUrlRefused {
    String rest = withoutScheme(uri);
    if (uri.indexOf('#') >= 0 || uri.chars().anyMatch(c -> c <= ' ' || c == 0x7F)) {
      throw new DatabaseUrlRefused("a database's url has a character that no URI has", ESCAPES);
    }
    int question = rest.indexOf('?');
    String address = question < 0 ? rest : rest.substring(0, question);
    Map<String, String> options = options(question < 0 ? "" : rest.substring(question + 1));
    int slash = address.indexOf('/');
    String authority = slash < 0 ? address : address.substring(0, slash);
    String path = slash < 0 ? "" : address.substring(slash + 1);
    int at = authority.lastIndexOf('@');
    String userInfo = at < 0 ? "" : authority.substring(0, at);
    Matcher hostPort = HOST_PORT.matcher(authority.substring(at + 1));
    if (userInfo.indexOf('@') >= 0 || path.indexOf('/') >= 0 || !hostPort.matches()) {
      throw new DatabaseUrlRefused("a database's url cannot be divided into its parts", ESCAPES);
    }
    int colon = userInfo.indexOf(':');
    String user = decoded(colon < 0 ? userInfo : userInfo.substring(0, colon));
    if (user.isEmpty()) {
      throw new DatabaseUrlRefused("a database's url has no user", SHAPE);
    }
    String password = decoded(colon < 0 ? "" : userInfo.substring(colon + 1));
    String database = decoded(path);
    return new DatabaseUrl(
        host(hostPort),
        port(hostPort.group("port")),
        database.isEmpty() ? user : database,
        user,
        password.isEmpty() ? null : password,
        word(options, "sslmode", SslMode.values(), SslMode.PREFER),
        word(options, "channel_binding", ChannelBinding.values(), ChannelBinding.PREFER),
        word(options, "target_session_attrs", TargetSession.values(), TargetSession.ANY),
        options.get("application_name"),
        connectTimeout(options.get("connect_timeout")));
  }

  /** What a URI holds between the colon behind its user and the {@code @}; empty without. */
  static String writtenPassword(String uri) {
    int start = uri.indexOf("://") + 3;
    int end = uri.indexOf('@', start);
    int colon = uri.indexOf(':', start);
    return end < 0 || colon < 0 || colon > end ? "" : uri.substring(colon + 1, end);
  }

  private static String withoutScheme(String uri) throws DatabaseUrlRefused {
    for (String scheme : SCHEMES) {
      if (uri.startsWith(scheme)) {
        return uri.substring(scheme.length());
      }
    }
    throw new DatabaseUrlRefused(
        "a database's url begins with postgres:// or postgresql://", SHAPE);
  }

  private static String host(Matcher hostPort) throws DatabaseUrlRefused {
    String inet6 = hostPort.group("inet6");
    if (inet6 != null) {
      if (inet6.indexOf('%') >= 0 || !isInet6(inet6)) {
        throw new DatabaseUrlRefused("a database's url has no IPv6 address in its brackets", SHAPE);
      }
      return inet6;
    }
    String host = hostPort.group("name");
    if (host.indexOf(',') >= 0) {
      throw new DatabaseUrlRefused("a database's url names several hosts", "name one host");
    }
    if (!HOST_NAME.matcher(host).matches()) {
      throw new DatabaseUrlRefused(
          "a database's url has no host that could be one",
          "name a host; an IPv6 address stands in brackets; sockets in the file system do not work");
    }
    return host;
  }

  private static boolean isInet6(String address) {
    try {
      Inet6Address.ofLiteral(address);
      return true;
    } catch (IllegalArgumentException notOne) {
      return false;
    }
  }

  private static int port(@Nullable String port) throws DatabaseUrlRefused {
    return port == null
        ? DEFAULT_PORT
        : number(port, 65_535)
            .orElseThrow(() ->
                new DatabaseUrlRefused(
                    "the port in a database's url is no number from 1 to 65535", ESCAPES));
  }

  private static Optional<Integer> number(String text, int most) {
    return NUMBER.matcher(text).matches()
        ? Optional.of(Integer.parseInt(text)).filter(n -> n >= 1 && n <= most)
        : Optional.empty();
  }

  private static Map<String, String> options(String query) throws DatabaseUrlRefused {
    var options = new HashMap<String, String>();
    for (String option : query.isEmpty() ? new String[0] : query.split("&", -1)) {
      int equals = option.indexOf('=');
      String key = decoded(equals < 0 ? option : option.substring(0, equals));
      String value = equals < 0 ? "" : decoded(option.substring(equals + 1));
      if (!OPTIONS.contains(key) || value.isEmpty() || options.put(key, value) != null) {
        throw new DatabaseUrlRefused(
            "a database's url has an option that is not known, has no value or stands there twice",
            "known: " + String.join(", ", OPTIONS));
      }
    }
    return options;
  }

  private static <E extends Enum<E>> E word(
      Map<String, String> options, String key, E[] constants, E absent) throws DatabaseUrlRefused {
    String value = options.get(key);
    SequencedMap<String, E> words = Words.all(List.of(constants));
    E constant = value == null ? absent : words.get(value);
    if (constant == null) {
      throw new DatabaseUrlRefused(
          key + " in a database's url has no such value", String.join(", ", words.keySet()));
    }
    return constant;
  }

  private static @Nullable Duration connectTimeout(@Nullable String value)
      throws DatabaseUrlRefused {
    if (value == null) {
      return null;
    }
    return number(value, LONGEST_CONNECT_TIMEOUT)
        .map(Duration::ofSeconds)
        .orElseThrow(() ->
            new DatabaseUrlRefused(
                "connect_timeout in a database's url is no number of seconds",
                "write a number from 1 to " + LONGEST_CONNECT_TIMEOUT));
  }

  /** A part with its percent escapes resolved, which must give UTF-8 without a zero. */
  private static String decoded(String part) throws DatabaseUrlRefused {
    byte[] written = part.getBytes(StandardCharsets.UTF_8);
    var bytes = ByteBuffer.allocate(written.length);
    for (int i = 0; i < written.length; i++) {
      if (written[i] != '%') {
        bytes.put(written[i]);
      } else {
        bytes.put(hexadecimal(written, i + 1));
        i += 2;
      }
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
    } catch (CharacterCodingException notText) {
      throw new DatabaseUrlRefused("a % in a database's url escapes no text", ESCAPES);
    }
  }

  private static byte hexadecimal(byte[] written, int at) throws DatabaseUrlRefused {
    int high = at + 1 < written.length ? Character.digit(written[at], 16) : -1;
    int low = at + 1 < written.length ? Character.digit(written[at + 1], 16) : -1;
    if (high < 0 || low < 0 || high + low == 0) {
      throw new DatabaseUrlRefused("a % in a database's url begins no escape", ESCAPES);
    }
    return (byte) (high * 16 + low);
  }

  private static String escaped(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** Without the password. */
  @Override
  public String toString() {
    return "postgres://"
        + user
        + "@"
        + (host.indexOf(':') < 0 ? host : "[" + host + "]")
        + ":"
        + port
        + "/"
        + database;
  }
}
