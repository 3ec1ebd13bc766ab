package dev.santokit.operator.plan;

import dev.santokit.operator.Settings;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicyBinding;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import jakarta.inject.Singleton;
import java.net.HttpURLConnection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Looks whether the admission policy that guards approvals is in the cluster. */
@Singleton
public class Approvals {

  private static final Logger LOG = Logger.getLogger(Approvals.class);
  private static final String DENY = "Deny";

  /** How long an answer holds: between a policy's end and this, nobody asks what plans say. */
  private static final Duration HOLDS = Duration.ofSeconds(10);

  private final KubernetesClient client;
  private final @Nullable String policy;
  private final Clock clock;

  private Guard last = Guard.MISSING;
  private Instant asked = Instant.MIN;

  /** Looks for what the settings name. */
  public Approvals(KubernetesClient client, Settings settings, Clock clock) {
    this.client = client;
    this.policy = settings.approvalPolicy();
    this.clock = clock;
  }

  /** What is there now, or was a moment ago. */
  synchronized Guard guard() {
    if (policy == null) {
      return Guard.NOT_ASKED_FOR;
    }
    Instant now = clock.instant();
    if (asked.plus(HOLDS).isBefore(now)) {
      Guard found = isInstalled(policy) ? Guard.INSTALLED : Guard.MISSING;
      if (found != last && found == Guard.MISSING) {
        LOG.warnf("The ValidatingAdmissionPolicy %s or its binding is gone", policy);
      }
      last = found;
      asked = now;
    }
    return last;
  }

  private boolean isInstalled(String name) {
    var api = client.admissionRegistration().v1();
    try {
      return api.validatingAdmissionPolicies().withName(name).get() != null
          && binds(api.validatingAdmissionPolicyBindings().withName(name).get(), name);
    } catch (KubernetesClientException refused) {
      if (refused.getCode() == HttpURLConnection.HTTP_FORBIDDEN) {
        return false; // what may not be seen may not be relied on
      }
      throw refused;
    }
  }

  private static boolean binds(@Nullable ValidatingAdmissionPolicyBinding binding, String policy) {
    if (binding == null || binding.getSpec() == null) {
      return false;
    }
    List<String> actions = binding.getSpec().getValidationActions();
    return policy.equals(binding.getSpec().getPolicyName())
        && actions != null
        && actions.contains(DENY);
  }
}
