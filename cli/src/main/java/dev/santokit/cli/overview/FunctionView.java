package dev.santokit.cli.overview;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.santokit.crds.Condition;
import dev.santokit.crds.ConditionStatus;
import dev.santokit.crds.bundle.LogicBundle;
import dev.santokit.crds.bundle.LogicBundleStatus;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A function as its resource says that it is. */
public record FunctionView(LogicBundle bundle) {

  /** Headings of {@link #row}. */
  public static final List<String> HEADINGS =
      List.of("PATH", "TYPE", "ACCESS", "CACHE", "VALID", "ACTIVE", "REVISION");

  /** Its path, as a client calls it. */
  public String path() {
    return bundle.getSpec().path();
  }

  /** What is wrong with it; empty when nothing is. */
  public Optional<String> complaint() {
    return status()
        .filter(status ->
            condition("Valid").filter(c -> c.status() == ConditionStatus.FALSE).isPresent())
        .flatMap(status ->
            Optional.ofNullable(status.message())
                .or(() -> condition("Valid").map(Condition::message)));
  }

  /** One cell for each heading; null where nothing is known. */
  public List<@Nullable String> row() {
    Optional<LogicBundleStatus> status = status();
    return Arrays.asList(
        path(),
        type(),
        status.map(LogicBundleStatus::access).orElse(null),
        status.map(LogicBundleStatus::cache).orElse(null),
        word("Valid"),
        word("Active"),
        status.map(LogicBundleStatus::revision).map(String::valueOf).orElse(null));
  }

  /** The same for programs. */
  public ObjectNode summary() {
    ObjectNode summary =
        JsonNodeFactory.instance.objectNode().put("path", path()).put("type", type());
    status()
        .ifPresent(status ->
            summary
                .put("access", status.access())
                .put("cache", status.cache())
                .put("revision", status.revision()));
    summary.put("valid", word("Valid")).put("active", word("Active"));
    complaint().ifPresent(complaint -> summary.put("message", complaint));
    return summary;
  }

  private Optional<LogicBundleStatus> status() {
    return Optional.ofNullable(bundle.getStatus());
  }

  private String type() {
    return bundle.getSpec().type().name().toLowerCase(Locale.ROOT);
  }

  private @Nullable String word(String type) {
    return condition(type).map(Condition::status).map(ProjectView::word).orElse(null);
  }

  private Optional<Condition> condition(String type) {
    return status()
        .map(LogicBundleStatus::conditions)
        .flatMap(
            all -> all.stream().filter(condition -> condition.type().equals(type)).findFirst());
  }
}
