package dev.santokit.cli.cluster;

import dev.santokit.cli.terminal.CommandFailure;
import dev.santokit.cli.terminal.ExitCode;
import dev.santokit.crds.Santokit;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.StatusCause;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.KubernetesClientTimeoutException;
import java.io.IOException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** What a failure of the cluster means for whoever typed the command: a line, a hint, a code. */
public final class ClusterFailure {

  private static final Pattern FORBIDDEN =
      Pattern.compile(
          "User \"(?<user>[^\"]*)\" cannot (?<verb>\\S+) resource \"(?<resource>[^\"]+)\" in API"
              + " group \"(?<group>[^\"]*)\"(?: in the namespace \"(?<namespace>[^\"]*)\")?");

  /** A ValidatingAdmissionPolicy's own words stand last. */
  private static final Pattern POLICY =
      Pattern.compile("ValidatingAdmissionPolicy .* denied request: (?<said>.+)", Pattern.DOTALL);

  /** Of HTTP; without an answer there is none, or -1. */
  private static final int FIRST_REFUSAL = 400;

  private static final String INSTALL =
      "install them: helm install santokit helm/santokit --namespace santokit --create-namespace";

  private ClusterFailure() {}

  /** The failure, if it is one of the cluster's. */
  public static Optional<CommandFailure> of(Throwable thrown) {
    return thrown instanceof KubernetesClientException failed
        ? Optional.of(of(failed))
        : Optional.empty();
  }

  private static CommandFailure of(KubernetesClientException failed) {
    if (failed instanceof KubernetesClientTimeoutException) {
      return failure(ExitCode.TIMED_OUT, firstLine(failed), null, failed);
    }
    if (failed.getCode() < FIRST_REFUSAL) {
      return unreachable(failed);
    }
    return switch (failed.getCode()) {
      case 401 ->
          failure(
              ExitCode.NOT_PERMITTED,
              "the API server does not know you: it refused the token or certificate",
              "log in again, or give another token: stk profile set NAME --token -",
              failed);
      case 403 -> forbidden(failed);
      case 404 -> notFound(failed);
      case 409 -> conflict(failed);
      case 408, 504 -> failure(ExitCode.TIMED_OUT, "the API server took too long", null, failed);
      case 422 -> invalid(failed);
      default -> failure(ExitCode.FAILED, said(failed), null, failed);
    };
  }

  private static CommandFailure unreachable(KubernetesClientException failed) {
    boolean away = false;
    for (Throwable cause = failed.getCause(); cause != null; cause = cause.getCause()) {
      switch (cause) {
        case HttpTimeoutException timeout -> {
          return failure(ExitCode.TIMED_OUT, "the API server did not answer in time", null, failed);
        }
        case TimeoutException timeout -> {
          return failure(ExitCode.TIMED_OUT, "the API server did not answer in time", null, failed);
        }
        case UnknownHostException unknown -> {
          return failure(
              ExitCode.FAILED,
              "the API server's host is unknown: " + unknown.getMessage(),
              null,
              failed);
        }
        case SSLException untrusted -> {
          return failure(
              ExitCode.FAILED,
              "no trusted connection to the API server: " + firstLine(untrusted),
              "name who signed its certificate: stk profile set NAME --certificate-authority FILE",
              failed);
        }
        default -> away |= cause instanceof IOException; // a wrapper may hold one that says more
      }
    }
    if (away) {
      return failure(
          ExitCode.FAILED,
          "the API server cannot be reached",
          "is the cluster up, and the context the one you mean? kubectl cluster-info",
          failed);
    }
    return failure(ExitCode.FAILED, firstLine(failed), null, failed);
  }

  private static CommandFailure forbidden(KubernetesClientException failed) {
    String message = said(failed);
    Matcher rbac = FORBIDDEN.matcher(message);
    if (!rbac.find()) {
      Matcher policy = POLICY.matcher(message);
      return policy.find()
          ? failure(
              ExitCode.NOT_PERMITTED,
              policy.group("said"),
              "who administers the namespace can grant the right",
              failed)
          : failure(ExitCode.NOT_PERMITTED, message, null, failed);
    }
    String group = rbac.group("group");
    String resource = rbac.group("resource") + (group.isEmpty() ? "" : "." + group);
    String namespace = rbac.group("namespace");
    return failure(
        ExitCode.NOT_PERMITTED,
        "%s may not %s %s%s"
            .formatted(
                rbac.group("user"),
                rbac.group("verb"),
                resource,
                namespace == null ? "" : " in namespace " + namespace),
        namespace == null
            ? null
            : "who administers the namespace can grant a role, for example santokit-developer",
        failed);
  }

  private static CommandFailure notFound(KubernetesClientException failed) {
    Status status = failed.getStatus();
    String name =
        status == null || status.getDetails() == null ? null : status.getDetails().getName();
    if (name != null && !name.isBlank()) {
      return failure(
          ExitCode.NOT_FOUND,
          said(failed),
          "namespaces".equals(status.getDetails().getKind())
              ? "kubectl create namespace " + name
              : null,
          failed);
    }
    return failure(
        ExitCode.NOT_FOUND,
        "the cluster does not know the resources of " + Santokit.GROUP,
        INSTALL,
        failed);
  }

  private static CommandFailure conflict(KubernetesClientException failed) {
    List<StatusCause> causes = causes(failed);
    String fields =
        causes.stream()
            .filter(cause -> "FieldManagerConflict".equals(cause.getReason()))
            .map(cause -> cause.getField() + " (" + cause.getMessage() + ")")
            .collect(Collectors.joining(", "));
    return fields.isEmpty()
        ? failure(ExitCode.FAILED, said(failed), "run the command again", failed)
        : failure(
            ExitCode.FAILED,
            "%s belongs to somebody else: %s".formatted(object(failed), fields),
            "change it where it is kept, or take it over with --force-conflicts",
            failed);
  }

  private static CommandFailure invalid(KubernetesClientException failed) {
    String fields =
        causes(failed).stream()
            .map(cause -> cause.getField() + ": " + cause.getMessage())
            .distinct()
            .collect(Collectors.joining("; "));
    return failure(
        ExitCode.FAILED,
        fields.isEmpty() ? said(failed) : object(failed) + " is refused: " + fields,
        null,
        failed);
  }

  /** As {@code kubectl} names it; a conflict's status does not say which object it is about. */
  private static String object(KubernetesClientException failed) {
    Status status = failed.getStatus();
    if (status != null && status.getDetails() != null && status.getDetails().getName() != null) {
      return status.getDetails().getKind() + " " + status.getDetails().getName();
    }
    String name = failed.getName();
    return name == null ? "an object" : failed.getFullResourceName() + "/" + name;
  }

  private static List<StatusCause> causes(KubernetesClientException failed) {
    Status status = failed.getStatus();
    return status == null || status.getDetails() == null || status.getDetails().getCauses() == null
        ? List.of()
        : status.getDetails().getCauses();
  }

  /** The API server's own words, without what the client puts around them. */
  private static String said(KubernetesClientException failed) {
    Status status = failed.getStatus();
    String message = status == null ? null : status.getMessage();
    return message == null || message.isBlank() ? firstLine(failed) : message.strip();
  }

  private static CommandFailure failure(
      ExitCode code, String what, @Nullable String hint, Throwable cause) {
    return new CommandFailure(code, what.lines().collect(Collectors.joining(" ")), hint, cause);
  }

  private static String firstLine(Throwable thrown) {
    String message = thrown.getMessage();
    return message == null || message.isBlank()
        ? thrown.getClass().getSimpleName()
        : message.lines().findFirst().orElse(message);
  }
}
