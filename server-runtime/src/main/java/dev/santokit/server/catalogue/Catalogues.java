package dev.santokit.server.catalogue;

import dev.santokit.server.call.Deadline;
import dev.santokit.server.call.Refusal;
import dev.santokit.server.database.Database;
import dev.santokit.server.event.Events;
import dev.santokit.server.event.ServerEvent;
import dev.santokit.server.postgres.Faults;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the tables of each database are, as of a moment ago. Calls never wait for it: one that finds
 * it old has it read anew in the background, and goes on with what there is.
 */
public final class Catalogues implements AutoCloseable {

  /** What is older than this is read anew when someone asks for it. */
  private static final Duration FRESH = Duration.ofSeconds(30);

  /** Whoever makes statements fail does not make the server read more often than this. */
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private static final Duration READ = Duration.ofSeconds(10);

  private final Map<String, One> byAlias;
  private final Events events;

  /**
   * Reads nothing yet.
   *
   * @param databases all that are configured
   */
  public Catalogues(Collection<Database> databases, Events events) {
    this.events = events;
    this.byAlias =
        databases.stream().collect(Collectors.toUnmodifiableMap(Database::alias, this::of));
  }

  private One of(Database database) {
    return new One(database);
  }

  /** From now on a database that comes back is read, and what is old is read anew. */
  public void start() {
    byAlias.values().forEach(One::start);
  }

  /** Whether a database of that name is configured. */
  public boolean has(String alias) {
    return byAlias.containsKey(alias);
  }

  /**
   * The tables of a database; the same object as long as nothing changed.
   *
   * @param alias one that is configured
   * @throws Refusal UNAVAILABLE when it could not be reached yet
   */
  public Catalogue current(String alias) {
    return one(alias).current();
  }

  /** Says that a statement did not fit what is known of a database's tables. */
  public void suspect(String alias) {
    one(alias).wanted.release();
  }

  /** Reads all databases that can be reached, at once: not for calls. */
  public void refresh() {
    byAlias.values().forEach(One::read);
  }

  private One one(String alias) {
    One one = byAlias.get(alias);
    if (one == null) {
      throw new IllegalArgumentException("no database " + alias);
    }
    return one;
  }

  @Override
  public void close() {
    byAlias.values().forEach(one -> one.reader.interrupt());
  }

  /** The catalogue of one database. */
  private final class One {
    private final Database database;
    private final Semaphore wanted = new Semaphore(0);
    private final Thread reader;
    private volatile @Nullable Catalogue catalogue;
    private volatile long readAt = System.nanoTime();

    One(Database database) {
      this.database = database;
      this.reader =
          Thread.ofVirtual().name("catalogue-" + database.alias()).unstarted(this::readAgain);
    }

    void start() {
      database.whenBack(this::read);
      reader.start();
    }

    Catalogue current() {
      Catalogue known = catalogue;
      if (known == null) {
        wanted.release();
        throw Refusal.unavailable("The database is not available");
      }
      if (System.nanoTime() - readAt > FRESH.toNanos()) {
        readAt = System.nanoTime(); // one of all calls says so
        wanted.release();
      }
      return known;
    }

    private void readAgain() {
      try {
        while (true) {
          wanted.acquire();
          wanted.drainPermits();
          read();
          Thread.sleep(PAUSE);
        }
      } catch (InterruptedException closed) {
        Thread.currentThread().interrupt();
      }
    }

    synchronized void read() {
      Database.Lease lease;
      try {
        lease = database.lease(Deadline.in(READ));
      } catch (Refusal away) {
        return; // whoever brings it back has it read
      }
      try {
        Catalogue found = new CatalogueReader(lease.link(), database.types()).read();
        if (!found.equals(catalogue)) {
          catalogue = found;
        }
        readAt = System.nanoTime();
      } catch (SQLException failed) {
        String why = Faults.state(failed) + " " + Faults.serverMessage(failed);
        events.accept(new ServerEvent.CatalogueUnread(database.alias(), why));
      } catch (RuntimeException defect) {
        events.accept(new ServerEvent.LookFailed(database.alias(), defect));
      } finally {
        lease.giveBack(false);
      }
    }
  }
}
