package dev.santokit.operator.project;

import dev.santokit.crds.Condition;
import dev.santokit.crds.ConditionStatus;
import dev.santokit.crds.bundle.LogicBundle;
import dev.santokit.crds.project.SantokitProject;
import dev.santokit.crds.project.SantokitProjectStatus;
import dev.santokit.operator.Settings;
import dev.santokit.operator.cluster.Production;
import dev.santokit.operator.cluster.StatusWrite;
import dev.santokit.operator.release.ReleaseOutcome;
import dev.santokit.operator.release.Releases;
import dev.santokit.operator.status.ConditionType;
import dev.santokit.operator.status.Conditions;
import dev.santokit.operator.status.Reason;
import dev.santokit.operator.vault.Needed;
import dev.santokit.operator.vault.VaultCache;
import dev.santokit.operator.vault.VaultOutcome;
import dev.santokit.operator.vault.Vaults;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.ErrorStatusUpdateControl;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.MaxReconciliationInterval;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.RetryInfo;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.retry.GradualRetry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Makes a project's vault, server and release what its resource says, in this order, and alone
 * writes its status. Each step looks at what is there and writes what differs, so that an operator
 * that is killed between any two of them goes on where it was.
 */
@ControllerConfiguration(
    name = "santokitproject",
    fieldManager = Production.FIELD_MANAGER,
    maxReconciliationInterval =
        @MaxReconciliationInterval(interval = 10, timeUnit = TimeUnit.MINUTES))
@GradualRetry(
    maxAttempts = Integer.MAX_VALUE,
    initialInterval = 500,
    intervalMultiplier = 2,
    maxInterval = 30_000)
public class SantokitProjectReconciler implements Reconciler<SantokitProject> {

  /** What a quota, an admission policy or another owner refuses is asked for again this often. */
  private static final Duration AFTER_A_REFUSAL = Duration.ofSeconds(30);

  /** One request that fails is nothing to tell of. */
  private static final int ATTEMPTS_UNTIL_TOLD = 2;

  private final Vaults vaults;
  private final VaultCache vaultCache;
  private final SecretsTouch secretsTouch;
  private final OwnedObjects owned;
  private final ServerWriter server;
  private final Releases releases;
  private final Transitions transitions;
  private final Settings settings;
  private final Clock clock;

  /** Composes the parts of a project. */
  public SantokitProjectReconciler(
      Vaults vaults,
      VaultCache vaultCache,
      SecretsTouch secretsTouch,
      OwnedObjects owned,
      ServerWriter server,
      Releases releases,
      Transitions transitions,
      Settings settings,
      Clock clock) {
    this.vaults = vaults;
    this.vaultCache = vaultCache;
    this.secretsTouch = secretsTouch;
    this.owned = owned;
    this.server = server;
    this.releases = releases;
    this.transitions = transitions;
    this.settings = settings;
    this.clock = clock;
  }

  @Override
  public List<EventSource<?, SantokitProject>> prepareEventSources(
      EventSourceContext<SantokitProject> context) {
    return Stream.of(
            owned.eventSources(context),
            vaultCache.sources(context),
            releases.eventSources(context))
        .flatMap(List::stream)
        .toList();
  }

  @Override
  public UpdateControl<SantokitProject> reconcile(
      SantokitProject project, Context<SantokitProject> context) {
    Conditions conditions = Conditions.of(project, clock);
    Reading reading = Reading.of(project);
    Condition configValid = reading.configValid(conditions);
    boolean suspended = ProjectStatus.isSuspended(project);

    VaultOutcome vault = vault(project, context, reading, conditions);
    ServerWriter.Written written =
        suspended ? server.nothing(project) : server(project, reading, vault);
    ReleaseOutcome release =
        suspended
            ? releases.observe(project)
            : releases.advance(project, reading.permissions(), reading.surroundings());

    var seen =
        new Observation(
            configValid,
            Reading.aliases(project),
            vault,
            written.refusals(),
            written.deployment(),
            release);
    SantokitProjectStatus status = ProjectStatus.of(project, seen, conditions);
    if (!suspended) {
      transitions.tell(project, status);
    }
    return Stream.of(
            said(project, status, release, context), release.again(), afterARefusal(written))
        .flatMap(Optional::stream)
        .min(Duration::compareTo)
        .map(UpdateControl.<SantokitProject>noUpdate()::rescheduleAfter)
        .orElseGet(UpdateControl::noUpdate);
  }

  private VaultOutcome vault(
      SantokitProject project,
      Context<SantokitProject> context,
      Reading reading,
      Conditions conditions) {
    var config = reading.config();
    var needed = Needed.of(config, context.getSecondaryResourcesAsStream(LogicBundle.class));
    if (ProjectStatus.isSuspended(project)) {
      return vaults.observe(project, needed);
    }
    VaultOutcome vault = vaults.reconcile(project, needed);
    secretsTouch.touch(project, vault.version());
    if (config != null) {
      return vault;
    }
    return new VaultOutcome(
        vault.status(),
        conditions.unknown(
            ConditionType.SECRETS_READY,
            Reason.INVALID,
            "The configuration, which names the secrets, is not valid"),
        vault.checksum(),
        vault.version());
  }

  /** Without a valid configuration all stays as it is. */
  private ServerWriter.Written server(
      SantokitProject project, Reading reading, VaultOutcome vault) {
    var config = reading.config();
    if (config == null) {
      return server.nothing(project);
    }
    var inputs =
        new Inputs(project, config, vault.checksum(), settings.serverImage(), settings.namespace());
    // A server that lacks secrets could not start.
    boolean start = vault.secretsReady().status() == ConditionStatus.TRUE;
    return server.write(inputs, start);
  }

  private static Optional<Duration> said(
      SantokitProject project,
      SantokitProjectStatus status,
      ReleaseOutcome release,
      Context<SantokitProject> context) {
    boolean worthWriting =
        release.settling()
            ? !ProjectStatus.saysTheSame(status, project.getStatus())
            : !status.equals(project.getStatus());
    return worthWriting
        ? StatusWrite.write(project, withStatus(project, status), context)
        : Optional.empty();
  }

  private static Optional<Duration> afterARefusal(ServerWriter.Written written) {
    return written.refusals().isEmpty() ? Optional.empty() : Optional.of(AFTER_A_REFUSAL);
  }

  /** Under server-side apply only what is sent is owned: nothing but the status. */
  private static SantokitProject withStatus(SantokitProject project, SantokitProjectStatus status) {
    var written = new SantokitProject();
    written.getMetadata().setNamespace(project.getMetadata().getNamespace());
    written.getMetadata().setName(project.getMetadata().getName());
    written.setStatus(status);
    return written;
  }

  @Override
  public ErrorStatusUpdateControl<SantokitProject> updateErrorStatus(
      SantokitProject project, Context<SantokitProject> context, Exception failed) {
    if (context.getRetryInfo().map(RetryInfo::getAttemptCount).orElse(0) < ATTEMPTS_UNTIL_TOLD) {
      return ErrorStatusUpdateControl.noStatusUpdate();
    }
    SantokitProjectStatus status = ProjectStatus.retrying(project, Conditions.of(project, clock));
    return status.equals(project.getStatus())
        ? ErrorStatusUpdateControl.noStatusUpdate()
        : ErrorStatusUpdateControl.patchStatus(withStatus(project, status));
  }
}
