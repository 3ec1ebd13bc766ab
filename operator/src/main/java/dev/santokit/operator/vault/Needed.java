package dev.santokit.operator.vault;

import dev.santokit.crds.bundle.LogicBundle;
import dev.santokit.project.config.ProjectConfig;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The secrets that a project names.
 *
 * @param byConfig without which its server cannot start
 * @param byLogic without which functions fail, each on its own
 */
public record Needed(SortedSet<String> byConfig, SortedSet<String> byLogic) {

  /** Copies. */
  public Needed {
    byConfig = Collections.unmodifiableSortedSet(new TreeSet<>(byConfig));
    byLogic = Collections.unmodifiableSortedSet(new TreeSet<>(byLogic));
  }

  /**
   * What a project names.
   *
   * @param config null while it is not valid
   * @param bundles of the project, valid or not
   */
  public static Needed of(@Nullable ProjectConfig config, Stream<LogicBundle> bundles) {
    var byLogic = new TreeSet<String>();
    bundles
        .flatMap(bundle -> Stream.ofNullable(bundle.getSpec().config()))
        .flatMap(function -> Stream.ofNullable(function.secrets()))
        .forEach(byLogic::addAll);
    return new Needed(config == null ? new TreeSet<>() : config.secretNames(), byLogic);
  }
}
