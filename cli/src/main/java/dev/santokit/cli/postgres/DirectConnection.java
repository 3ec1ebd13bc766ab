package dev.santokit.cli.postgres;

import dev.santokit.project.config.DatabaseUrl;
import dev.santokit.project.config.DatabaseUrl.SslMode;
import dev.santokit.project.config.DatabaseUrl.TargetSession;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Connects to a database that somebody named. No text of the URL ever becomes a JDBC URL, whose
 * options can load classes and files.
 */
public final class DirectConnection {

  private static final Duration CONNECT = Duration.ofSeconds(10);

  private DirectConnection() {}

  /**
   * Opens one connection.
   *
   * @param application what the database shows for it, where the URL says nothing else
   * @throws SQLException when the database is away or refuses
   */
  public static Connection open(DatabaseUrl url, String application) throws SQLException {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setServerNames(new String[] {url.host()});
    source.setPortNumbers(new int[] {url.port()});
    source.setDatabaseName(url.database());
    source.setUser(url.user());
    source.setPassword(url.password());
    source.setSslMode(word(url.sslMode()));
    source.setChannelBinding(word(url.channelBinding()));
    source.setTargetServerType(target(url.targetSession()));
    source.setApplicationName(Optional.ofNullable(url.applicationName()).orElse(application));
    int connect = (int) Optional.ofNullable(url.connectTimeout()).orElse(CONNECT).toSeconds();
    source.setConnectTimeout(connect);
    source.setLoginTimeout(connect);
    if (url.sslMode() == SslMode.VERIFY_CA || url.sslMode() == SslMode.VERIFY_FULL) {
      // The certificates that Java trusts, where the driver would look for a file in a home folder.
      source.setSslfactory("org.postgresql.ssl.DefaultJavaSSLFactory");
    }
    return source.getConnection();
  }

  private static String target(TargetSession session) {
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
}
