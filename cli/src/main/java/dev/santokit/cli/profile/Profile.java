package dev.santokit.cli.profile;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * A named way to a cluster. What is null comes from elsewhere: the kubeconfig, the environment, the
 * project's files.
 *
 * @param hubUrl of the API server: {@code https://…}; null: a context of the kubeconfig
 * @param certificateAuthority absolute path of a PEM file that signed the server's certificate;
 *     null: the JDK's authorities
 * @param token shown to the API server
 * @param context of the kubeconfig; only without {@code hubUrl}
 * @param namespace where projects are
 * @param projectId the project of commands that no folder names one for
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Profile(
    @JsonProperty("hub_url") @Nullable String hubUrl,
    @JsonProperty("certificate_authority") @Nullable String certificateAuthority,
    @JsonProperty("token") @Nullable String token,
    @JsonProperty("context") @Nullable String context,
    @JsonProperty("namespace") @Nullable String namespace,
    @JsonProperty("project_id") @Nullable String projectId) {

  /** One that says nothing. */
  public static final Profile EMPTY = new Profile(null, null, null, null, null, null);

  /** This one, with what {@code other} says in its place. */
  public Profile with(Profile other) {
    boolean toServer = other.hubUrl != null;
    boolean toContext = other.context != null;
    return new Profile(
        toContext ? null : or(other.hubUrl, hubUrl),
        toContext ? null : or(other.certificateAuthority, certificateAuthority),
        toContext ? null : or(other.token, token),
        toServer ? null : or(other.context, context),
        or(other.namespace, namespace),
        or(other.projectId, projectId));
  }

  private static @Nullable String or(@Nullable String first, @Nullable String second) {
    return first == null ? second : first;
  }
}
