package dev.santokit.server.database;

import dev.santokit.project.config.DatabaseUrl;
import dev.santokit.project.network.AddressRule;
import dev.santokit.project.network.GuardedSockets;
import java.time.Duration;
import java.util.Locale;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/** Opens connections of the Postgres driver, by its setters and never by a URL. */
public final class DataSources {

  private static final Duration CONNECT = Duration.ofSeconds(3);
  private static final Duration CANCEL = Duration.ofSeconds(2);

  /** Bytes of a result: more fills the memory before anyone can say that it is too large. */
  private static final long LARGEST_RESULT = 8L << 20;

  private DataSources() {}

  /**
   * For an address.
   *
   * @param rule which addresses it may lead to
   * @param largestAnswer the most bytes of an answer that is built from rows
   */
  public static DataSource of(DatabaseUrl url, AddressRule rule, long largestAnswer) {
    var source = new PGSimpleDataSource();
    source.setServerNames(new String[] {url.host()});
    source.setPortNumbers(new int[] {url.port()});
    source.setDatabaseName(url.database());
    source.setUser(url.user());
    source.setPassword(url.password());
    source.setSslMode(word(url.sslMode()));
    source.setChannelBinding(word(url.channelBinding()));
    source.setTargetServerType(target(url.targetSession()));
    source.setApplicationName(url.applicationName() == null ? "santokit" : url.applicationName());
    // Sends the name while connecting, so that RESET ALL comes back to it.
    source.setAssumeMinServerVersion("14");
    int connect = (int) orElse(url.connectTimeout(), CONNECT).toSeconds();
    source.setConnectTimeout(connect);
    source.setLoginTimeout(connect);
    source.setCancelSignalTimeout((int) CANCEL.toSeconds());
    source.setTcpKeepAlive(true);
    source.setBinaryTransfer(false); // rows become JSON from text
    source.setMaxResultBuffer(Long.toString(Math.max(LARGEST_RESULT, 2 * largestAnswer)));
    source.setLogServerErrorDetail(false); // it has values in it
    if (!rule.equals(AddressRule.ANYWHERE)) {
      source.setSocketFactory(GuardedSockets.class.getName());
      source.setSocketFactoryArg(GuardedSockets.argument(rule));
    }
    if (verifies(url.sslMode())) {
      // The certificates that Java trusts, where the driver would look for a file in a home folder.
      source.setSslfactory("org.postgresql.ssl.DefaultJavaSSLFactory");
    }
    return source;
  }

  private static boolean verifies(DatabaseUrl.SslMode mode) {
    return switch (mode) {
      case VERIFY_CA, VERIFY_FULL -> true;
      case DISABLE, ALLOW, PREFER, REQUIRE -> false;
    };
  }

  private static String target(DatabaseUrl.TargetSession session) {
    return switch (session) {
      case ANY -> "any";
      case READ_WRITE, PRIMARY -> "primary";
      case READ_ONLY, STANDBY -> "secondary";
      case PREFER_STANDBY -> "preferSecondary";
    };
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static Duration orElse(@Nullable Duration value, Duration other) {
    return value == null ? other : value;
  }
}
