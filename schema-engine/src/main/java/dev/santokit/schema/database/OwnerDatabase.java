package dev.santokit.schema.database;

import dev.santokit.project.config.DatabaseUrl;
import dev.santokit.project.config.DatabaseUrl.SslMode;
import dev.santokit.project.config.DatabaseUrl.TargetSession;
import dev.santokit.project.network.AddressRule;
import dev.santokit.project.network.GuardedSockets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A database, reached as the role that may change its schema. No text of the URL ever becomes a
 * JDBC URL, whose options can load classes and files.
 */
public final class OwnerDatabase {

  private static final Duration CONNECT = Duration.ofSeconds(10);

  /** How long the database may be silent; a network that swallows packets is noticed after it. */
  private static final Duration SILENCE = Duration.ofMinutes(5);

  private static final Duration CANCEL = Duration.ofSeconds(5);

  private final DataSource source;
  private final String host;
  private final String user;

  private OwnerDatabase(DatabaseUrl url, DataSource source) {
    this.source = source;
    this.host = url.host();
    this.user = url.user();
  }

  /**
   * One at an address that whoever runs the program chose.
   *
   * @param application what the database shows for a connection, where the URL says nothing else
   */
  public static OwnerDatabase of(DatabaseUrl url, String application) {
    return of(url, application, AddressRule.ANYWHERE);
  }

  /** One at an address that somebody else chose. */
  public static OwnerDatabase of(DatabaseUrl url, String application, AddressRule rule) {
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
    source.setSocketTimeout((int) SILENCE.toSeconds());
    source.setCancelSignalTimeout((int) CANCEL.toSeconds());
    source.setTcpKeepAlive(true);
    source.setLogServerErrorDetail(false); // it has values in it
    if (!rule.equals(AddressRule.ANYWHERE)) {
      source.setSocketFactory(GuardedSockets.class.getName());
      source.setSocketFactoryArg(GuardedSockets.argument(rule));
    }
    if (url.sslMode() == SslMode.VERIFY_CA || url.sslMode() == SslMode.VERIFY_FULL) {
      // The certificates that Java trusts, where the driver would look for a file in a home folder.
      source.setSslfactory("org.postgresql.ssl.DefaultJavaSSLFactory");
    }
    return new OwnerDatabase(url, source);
  }

  /**
   * Opens a connection, which commits by itself.
   *
   * @throws PooledConnection when it is none to Postgres itself, but to a pooler of transactions
   * @throws SQLException when the database is away or refuses; see {@link DatabaseTrouble}
   */
  public Connection open() throws SQLException {
    Connection connection = source.getConnection();
    try {
      int first = backend(connection);
      int second = backend(connection);
      if (first != second) {
        throw new PooledConnection();
      }
      return connection;
    } catch (SQLException e) {
      try {
        connection.close();
      } catch (SQLException alsoBroken) {
        e.addSuppressed(alsoBroken);
      }
      throw e;
    }
  }

  private static int backend(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT pg_catalog.pg_backend_pid()")) {
      row.next();
      return row.getInt(1);
    }
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

  /** For messages: without a password. */
  @Override
  public String toString() {
    return user + "@" + host;
  }
}
