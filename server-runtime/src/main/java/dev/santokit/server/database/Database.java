package dev.santokit.server.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import dev.santokit.project.config.JsonNumbers;
import dev.santokit.project.config.Pool;
import dev.santokit.server.call.Deadline;
import dev.santokit.server.call.Refusal;
import dev.santokit.server.event.Events;
import dev.santokit.server.event.ServerEvent;
import dev.santokit.server.postgres.Faults;
import dev.santokit.server.postgres.Link;
import dev.santokit.server.postgres.Types;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.jdbc.PgConnection;

/** One database of the project: a pool of connections, handed out in the order of asking. */
public final class Database implements AutoCloseable {

  /** A connection that does not come up in this time counts as one that will not. */
  private static final Duration CONNECT = Duration.ofSeconds(3);

  private static final Duration VALIDATE = Duration.ofSeconds(1);
  private static final Duration IDLE = Duration.ofMinutes(5);
  private static final int KEPT_WHEN_IDLE = 2;

  private final String alias;
  private final String spanName;
  private final int size;
  private final Pool.Mode mode;
  private final HikariDataSource pool;
  private final Semaphore places;
  private final Availability availability;
  private final Watch watch;
  private final JsonNumbers style;
  private final int largestResult;
  private final long largestStream;
  private final Events events;
  private final Types types = new Types();
  private final Statements statements = new Statements();
  private final Map<PgConnection, Link> links = new ConcurrentHashMap<>();
  private final List<Runnable> whenBack = new CopyOnWriteArrayList<>();

  /**
   * Opens a pool; the database may be away.
   *
   * @param source opens connections of the Postgres driver
   * @param size how many connections, and what they lead to
   * @param largestResult the most bytes of an answer that is built from rows in memory
   * @param largestStream the most bytes of an answer that is sent as its rows come
   */
  public Database(
      String alias,
      DataSource source,
      Pool size,
      JsonNumbers style,
      int largestResult,
      long largestStream,
      Watch watch,
      Events events) {
    this.alias = alias;
    this.spanName = "postgresql " + alias;
    this.watch = watch;
    this.style = style;
    this.largestResult = largestResult;
    this.largestStream = largestStream;
    this.events = events;
    this.mode = size.mode();
    this.size = size.perServer(1);
    this.pool = pool(alias, source, this.size);
    this.places = new Semaphore(this.size, true);
    this.availability = new Availability(alias, source, new Changes());
    availability.start();
  }

  private static HikariDataSource pool(String alias, DataSource source, int size) {
    var config = new HikariConfig();
    config.setPoolName(alias);
    config.setDataSource(source);
    config.setMaximumPoolSize(size);
    config.setMinimumIdle(Math.min(size, KEPT_WHEN_IDLE));
    config.setIdleTimeout(IDLE.toMillis());
    config.setConnectionTimeout(CONNECT.toMillis());
    config.setValidationTimeout(VALIDATE.toMillis());
    config.setInitializationFailTimeout(-1); // the server starts without its databases
    return new HikariDataSource(config);
  }

  private final class Changes implements Availability.Listener {
    @Override
    public void away(String error) {
      events.accept(new ServerEvent.DatabaseAway(alias, error));
    }

    @Override
    public void back() {
      HikariPoolMXBean connections = pool.getHikariPoolMXBean();
      if (connections != null) {
        connections.softEvictConnections();
      }
      types.forget();
      events.accept(new ServerEvent.DatabaseBack(alias));
      whenBack.forEach(Runnable::run);
    }

    @Override
    public void failed(RuntimeException defect) {
      events.accept(new ServerEvent.LookFailed(alias, defect));
    }
  }

  /** Has {@code work} done each time the database comes back after it was away. */
  public void whenBack(Runnable work) {
    whenBack.add(work);
  }

  /** What logic calls it. */
  public String alias() {
    return alias;
  }

  /** Why it cannot be reached; null while it can. */
  public @Nullable Away away() {
    return availability.away();
  }

  /**
   * What its role may do that functions do not need, in words for people; null while that is not
   * known.
   */
  public @Nullable List<String> excess() {
    return availability.excess();
  }

  /** How traces call what is asked of it; it says nothing of what that is. */
  String spanName() {
    return spanName;
  }

  /** Connections that calls have now. */
  public int inUse() {
    return size - places.availablePermits();
  }

  /** Connections that calls may have at once. */
  public int size() {
    return size;
  }

  /** Calls that wait for a connection. */
  public int waiting() {
    return places.getQueueLength();
  }

  /** Its types. */
  public Types types() {
    return types;
  }

  /** What functions ask it at run time. */
  Statements statements() {
    return statements;
  }

  /** How its values are written. */
  public JsonNumbers style() {
    return style;
  }

  /** The most bytes of an answer that is built in memory. */
  public int largestResult() {
    return largestResult;
  }

  /** The most bytes of an answer that is sent as its rows come. */
  long largestStream() {
    return largestStream;
  }

  /**
   * Takes a connection; whoever asks first gets one first.
   *
   * @throws Refusal UNAVAILABLE when the database is away, TIMEOUT when none is free in time
   */
  public Lease lease(Deadline deadline) {
    try {
      availability.check();
      if (!places.tryAcquire(deadline.remainingNanos(), TimeUnit.NANOSECONDS)) {
        throw Refusal.timeout();
      }
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
      throw Refusal.timeout();
    }
    boolean leased = false;
    try {
      Connection connection = pool.getConnection();
      Link link = link(connection.unwrap(PgConnection.class));
      link.begin(deadline);
      leased = true;
      return new Lease(connection, link);
    } catch (SQLException none) {
      availability.suspect();
      throw Refusal.unavailable("The database is not available");
    } finally {
      if (!leased) {
        places.release();
      }
    }
  }

  private Link link(PgConnection connection) {
    Link known = links.get(connection);
    if (known == null) {
      links.values().removeIf(Link::isClosed);
      known = new Link(connection, mode == Pool.Mode.SESSION);
      links.put(connection, known);
      watch.add(known);
    }
    return known;
  }

  /** A connection that someone has. */
  public final class Lease {
    private final Connection connection;
    private final Link link;

    private Lease(Connection connection, Link link) {
      this.connection = connection;
      this.link = link;
    }

    /** The connection itself. */
    public Link link() {
      return link;
    }

    /**
     * Gives it back. A connection that is broken or in the middle of something is closed.
     *
     * @param changed whether what ran may have left settings, locks or temporary tables
     */
    public void giveBack(boolean changed) {
      try {
        if (changed && mode == Pool.Mode.SESSION && !link.isBroken() && !link.inTransaction()) {
          link.reset();
        }
      } catch (SQLException failed) {
        link.abort();
        if (Faults.isAway(failed)) {
          availability.suspect();
        }
      } finally {
        link.end();
        if (link.isBroken() || link.inTransaction()) {
          pool.evictConnection(connection);
        }
        close();
        places.release();
      }
    }

    private void close() {
      try {
        connection.close();
      } catch (SQLException alreadyBroken) {
        link.abort(); // the pool has closed it, or will when it looks at it next
      }
    }
  }

  /** Says that a statement failed in a way that looks as if the database were away. */
  void suspect() {
    availability.suspect();
  }

  @Override
  public void close() {
    availability.close();
    pool.close();
  }
}
