package dev.santokit.operator.plan;

import dev.santokit.crds.plan.BrokenUse;
import dev.santokit.operator.Settings;
import dev.santokit.operator.status.Reason;
import dev.santokit.operator.vault.OpenedValues;
import dev.santokit.project.config.Database;
import dev.santokit.project.config.DatabaseUrl;
import dev.santokit.project.config.DatabaseUrlRefused;
import dev.santokit.project.config.SecretMissing;
import dev.santokit.project.config.SecretText;
import dev.santokit.project.logic.BodyPlaces;
import dev.santokit.project.logic.LogicFunction;
import dev.santokit.project.logic.Source;
import dev.santokit.project.network.AddressRule;
import dev.santokit.project.problem.Position;
import dev.santokit.project.release.Release;
import dev.santokit.project.release.ReleasedFunction;
import dev.santokit.project.vault.VaultRefused;
import dev.santokit.schema.apply.Applied;
import dev.santokit.schema.apply.NextPlan;
import dev.santokit.schema.apply.Part;
import dev.santokit.schema.apply.PlanRun;
import dev.santokit.schema.apply.Progress;
import dev.santokit.schema.database.DatabaseTrouble;
import dev.santokit.schema.database.OwnerDatabase;
import dev.santokit.schema.drift.Drift;
import dev.santokit.schema.logic.LogicUse;
import dev.santokit.schema.plan.Plan;
import dev.santokit.schema.plan.PlanRequest;
import dev.santokit.schema.plan.Planning;
import io.fabric8.kubernetes.client.KubernetesClient;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jboss.logging.Logger;

/**
 * Databases by the schema engine, at addresses that projects name, with secrets of their vaults.
 */
@Singleton
class EngineDatabases implements Databases {

  private static final Logger LOG = Logger.getLogger(EngineDatabases.class);
  private static final String APPLICATION = "santokit-operator";
  private static final int LONGEST_SQL = 2_000;

  private final KubernetesClient client;
  private final OpenedValues values;
  private final Settings settings;

  EngineDatabases(KubernetesClient client, OpenedValues values, Settings settings) {
    this.client = client;
    this.values = values;
    this.settings = settings;
  }

  /** Work at an open database. */
  @FunctionalInterface
  private interface Work {
    Finding at(OwnerDatabase database, Optional<String> runtimeRole) throws SQLException;
  }

  @Override
  public Finding plan(Place place, Asked asked) {
    return switch (asked.read()) {
      case Asked.Reading.Wrong(var problems) -> new Finding.Made(new Planning.Refused(problems));
      case Asked.Reading.Request(PlanRequest request) ->
          at(
              place,
              Task.PLAN,
              (database, role) -> {
                try (Connection connection = database.open()) {
                  return new Finding.Made(NextPlan.of(connection, request));
                }
              });
    };
  }

  @Override
  public Finding run(Place place, Asked asked, Part part, String hash) {
    Task task = part == Part.EXPAND ? Task.EXPAND : Task.CONTRACT;
    return switch (asked.read()) {
      case Asked.Reading.Wrong(var problems) -> new Finding.Made(new Planning.Refused(problems));
      case Asked.Reading.Request(PlanRequest request) ->
          at(
              place,
              task,
              (database, role) ->
                  finding(PlanRun.run(database, request, hash, part, role, progress(place, hash))));
    };
  }

  private static Progress progress(Place place, String hash) {
    return (part, ordinal, count, sql) ->
        LOG.infof(
            "%s/%s: plan %s: %s, statement %d of %d",
            place.namespace(), place.project(), hash, part, ordinal, count);
  }

  private static Finding finding(Applied applied) {
    return switch (applied) {
      case Applied.Done(String version, Duration took) -> new Finding.Ran(version, took);
      case Applied.Changed(Plan now) -> new Finding.Changed(now);
      case Applied.Refused(var problems) -> new Finding.Made(new Planning.Refused(problems));
      case Applied.Failed failed -> new Finding.Stopped(Reason.FAILED, why(failed));
      case Applied.Busy() ->
          new Finding.Stopped(
              Reason.BUSY, "Another runner carries out a plan at this database; it is waited for");
    };
  }

  private static String why(Applied.Failed failed) {
    String sql = failed.sql();
    // A problem says in which file, and what Postgres said.
    return (failed.problem() == null ? failed.message() : failed.problem().line())
        + " ("
        + failed.sqlState()
        + ") at: "
        + (sql.length() <= LONGEST_SQL ? sql : sql.substring(0, LONGEST_SQL - 1) + "…");
  }

  @Override
  public Finding logic(Place place, Plan plan, Release release) {
    return at(
        place,
        Task.LOGIC,
        (database, role) -> {
          try (Connection connection = database.open()) {
            LogicUse use =
                LogicUse.of(connection, place.alias(), functions(release), release.permissions());
            List<BrokenUse> broken =
                use.brokenBy(plan.leaving()).stream()
                    .map(one -> new BrokenUse(one.function(), one.object(), one.message()))
                    .toList();
            return new Finding.Used(new LogicSeen(release.digest(), broken, use.notAnalysed()));
          }
        });
  }

  /** Where a function began in its file is not in a release. */
  private static List<LogicFunction> functions(Release release) {
    return release.functions().entrySet().stream()
        .map(entry -> {
          ReleasedFunction function = entry.getValue();
          var source =
              new Source(
                  function.content(),
                  function.modules(),
                  BodyPlaces.name(entry.getKey(), function.type()),
                  Position.START);
          return new LogicFunction(entry.getKey(), function.type(), function.config(), source);
        })
        .toList();
  }

  @Override
  public Finding compare(Place place, Asked asked) {
    return switch (asked.read()) {
      case Asked.Reading.Wrong(var problems) -> new Finding.Made(new Planning.Refused(problems));
      case Asked.Reading.Request(PlanRequest request) ->
          at(
              place,
              Task.DRIFT,
              (database, role) -> {
                try (Connection connection = database.open()) {
                  return new Finding.Compared(Drift.of(connection, request));
                }
              });
    };
  }

  /** Finds the database and its secrets, and says in our words what the driver says in its own. */
  private Finding at(Place place, Task task, Work work) {
    Database database = place.database();
    SecretText owner =
        Optional.ofNullable(database.migration())
            .map(Database.Migration::url)
            .orElse(database.url());
    try {
      DatabaseUrl url = url(place, owner);
      String runtime = url(place, database.url()).user();
      Optional<String> role = Optional.of(runtime).filter(user -> !user.equals(url.user()));
      // Where loopback is allowed the operator is no pod, and no name server knows Services.
      DatabaseUrl seen = settings.allowsLoopback() ? url : place.seen(url);
      return work.at(OwnerDatabase.of(seen, APPLICATION, rule()), role);
    } catch (SecretMissing missing) {
      String names = String.join(", ", missing.names());
      return new Finding.Stopped(
          Reason.MISSING,
          names + " is not in the vault: stk secret set " + missing.names().first());
    } catch (VaultRefused refused) {
      return new Finding.Stopped(Reason.SEALED_FOR_ANOTHER_KEY, refused.what());
    } catch (DatabaseUrlRefused refused) {
      return new Finding.Stopped(
          Reason.UNREACHABLE,
          "The url of the database cannot be used: " + refused.what() + "; " + refused.hint());
    } catch (SQLException failed) {
      DatabaseTrouble trouble = DatabaseTrouble.of(failed);
      LOG.infof(
          "%s/%s: %s: %s (%s)",
          place.namespace(), place.project(), task, trouble.text(), failed.getSQLState());
      return new Finding.Stopped(reason(trouble), sentence(trouble.text()));
    }
  }

  private DatabaseUrl url(Place place, SecretText template)
      throws SecretMissing, VaultRefused, DatabaseUrlRefused {
    Map<String, String> opened =
        values.open(place.namespace(), place.project(), new TreeSet<>(template.names()));
    return DatabaseUrl.of(template, name -> Optional.ofNullable(opened.get(name)));
  }

  private AddressRule rule() {
    return settings.allowsLoopback()
        ? AddressRule.ANYWHERE
        : AddressRule.inCluster(apiServer(client.getConfiguration().getMasterUrl()));
  }

  private static Set<InetAddress> apiServer(String url) {
    try {
      return new HashSet<>(List.of(InetAddress.getAllByName(URI.create(url).getHost())));
    } catch (UnknownHostException unknown) {
      LOG.debugf("the API server's name has no address: %s", url);
      return Set.of();
    }
  }

  private static String sentence(String text) {
    return Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }

  private static Reason reason(DatabaseTrouble trouble) {
    return switch (trouble) {
      case UNREACHABLE -> Reason.UNREACHABLE;
      case ADDRESS_REFUSED -> Reason.ADDRESS_REFUSED;
      case AUTHENTICATION_FAILED -> Reason.AUTHENTICATION_FAILED;
      case TLS_FAILED -> Reason.TLS_FAILED;
      case NO_SUCH_DATABASE -> Reason.NO_SUCH_DATABASE;
      case TRANSACTION_POOLED -> Reason.TRANSACTION_POOLED;
      case NOT_PERMITTED -> Reason.NOT_PERMITTED;
      case BUSY -> Reason.BUSY;
      case OTHER -> Reason.RETRYING;
    };
  }
}
