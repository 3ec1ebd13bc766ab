package dev.santokit.operator.events;

import dev.santokit.operator.status.Reason;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import jakarta.inject.Singleton;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Events of the operator. The name of an Event follows from what it says of which object, so that a
 * repeat counts up the one that is there.
 */
@Singleton
public class Events {

  private static final Logger LOG = Logger.getLogger(Events.class);
  private static final String COMPONENT = "santokit-operator";
  private static final int HASH_DIGITS = 16;
  private static final int LONGEST_NAME = 253;
  private static final int LONGEST_MESSAGE = 1024;

  private final KubernetesClient client;
  private final Clock clock;

  /** Writes with a client. */
  public Events(KubernetesClient client, Clock clock) {
    this.client = client;
    this.clock = clock;
  }

  /** How an Event is meant. */
  public enum Type {
    /** For information. */
    NORMAL("Normal"),
    /** Someone should look. */
    WARNING("Warning");

    private final String text;

    Type(String text) {
      this.text = text;
    }
  }

  /**
   * Says what happened to an object. Emit on transitions, not on every look. An Event that cannot
   * be written is logged and fails nothing.
   *
   * @param message cut after 1,024 characters, which the API allows; never a secret
   */
  public void emit(HasMetadata on, Type type, Reason reason, String message) {
    String text = message.length() <= LONGEST_MESSAGE ? message : cut(message);
    Event event = event(on, type, reason, text, clock.instant());
    try {
      write(event);
    } catch (KubernetesClientException refused) {
      LOG.warnf(
          "no event for %s %s/%s (%s %s): %s",
          on.getKind(),
          on.getMetadata().getNamespace(),
          on.getMetadata().getName(),
          reason.text(),
          text,
          refused.getMessage());
    }
  }

  private void write(Event event) {
    var events = client.v1().events().inNamespace(event.getMetadata().getNamespace());
    Event before = events.withName(event.getMetadata().getName()).get();
    if (before != null) {
      events.resource(repeated(before, event)).patch();
      return;
    }
    try {
      events.resource(event).create();
    } catch (KubernetesClientException exists) {
      if (exists.getCode() != HttpURLConnection.HTTP_CONFLICT) {
        throw exists;
      }
      // Made meanwhile by another thread that saw the same.
      Event now = events.withName(event.getMetadata().getName()).require();
      events.resource(repeated(now, event)).patch();
    }
  }

  private static Event repeated(Event before, Event again) {
    return new EventBuilder(before)
        .withCount(Optional.ofNullable(before.getCount()).orElse(1) + 1)
        .withLastTimestamp(again.getLastTimestamp())
        .build();
  }

  static Event event(HasMetadata on, Type type, Reason reason, String message, Instant now) {
    String time = now.truncatedTo(ChronoUnit.SECONDS).toString();
    var about = on.getMetadata();
    return new EventBuilder()
        .withNewMetadata()
        .withNamespace(about.getNamespace())
        .withName(name(on, type, reason, message))
        .endMetadata()
        .withNewInvolvedObject()
        .withApiVersion(on.getApiVersion())
        .withKind(on.getKind())
        .withNamespace(about.getNamespace())
        .withName(about.getName())
        .withUid(about.getUid())
        .endInvolvedObject()
        .withType(type.text)
        .withReason(reason.text())
        .withMessage(message)
        .withCount(1)
        .withFirstTimestamp(time)
        .withLastTimestamp(time)
        .withNewSource()
        .withComponent(COMPONENT)
        .endSource()
        .withReportingComponent(COMPONENT)
        .build();
  }

  private static String name(HasMetadata on, Type type, Reason reason, String message) {
    String uid = Objects.requireNonNullElse(on.getMetadata().getUid(), "");
    String said = String.join("\n", List.of(on.getKind(), uid, type.text, reason.text(), message));
    String hash = HexFormat.of().formatHex(sha256(said)).substring(0, HASH_DIGITS);
    String object = on.getMetadata().getName();
    int room = LONGEST_NAME - HASH_DIGITS - 1;
    return object.substring(0, Math.min(object.length(), room)) + "." + hash;
  }

  private static String cut(String message) {
    return message.substring(0, LONGEST_MESSAGE - 1) + "…";
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException everyJvmHasIt) {
      throw new IllegalStateException(everyJvmHasIt);
    }
  }
}
