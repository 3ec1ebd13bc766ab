package dev.santokit.crds.bundle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.santokit.crds.Labels;
import dev.santokit.crds.Typed;
import dev.santokit.project.logic.Access;
import dev.santokit.project.logic.CachePolicy;
import dev.santokit.project.logic.FunctionConfig;
import dev.santokit.project.logic.FunctionParts;
import dev.santokit.project.logic.FunctionPath;
import dev.santokit.project.logic.LogicFunction;
import dev.santokit.project.logic.LogicType;
import dev.santokit.project.logic.Parameter;
import dev.santokit.project.logic.Source;
import dev.santokit.project.logic.Surroundings;
import dev.santokit.project.problem.ErrorCode;
import dev.santokit.project.problem.Position;
import dev.santokit.project.problem.Problems;
import dev.santokit.project.problem.Range;
import dev.santokit.project.quantity.Durations;
import dev.santokit.project.yaml.Node;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Functions as resources, and back. */
public final class Bundles {

  private Bundles() {}

  /**
   * The bundle of a function, without a namespace. Defaults are not written: a bundle says no more
   * than its file does.
   *
   * @param project the name of the function's project
   */
  public static LogicBundle of(String project, LogicFunction function) {
    var bundle = new LogicBundle();
    bundle.setMetadata(
        new ObjectMetaBuilder()
            .withName(BundleNames.of(project, function.path()))
            .addToLabels(Labels.PROJECT, project)
            .build());
    bundle.setSpec(
        new LogicBundleSpec(
            project,
            function.path().value(),
            type(function.type()),
            config(function.config()),
            source(function.type(), function.source())));
    return bundle;
  }

  /**
   * As {@link #of(String, LogicFunction)}, for a function that may have more than a resource holds.
   *
   * @return null when an error was added
   */
  public static @Nullable LogicBundle of(
      String project, LogicFunction function, Problems problems) {
    var own = new Problems();
    BundleBounds.check(function, own);
    problems.addAll(own.sorted());
    return own.hasErrors() ? null : of(project, function);
  }

  private static BundleType type(LogicType type) {
    return switch (type) {
      case SQL -> BundleType.SQL;
      case JS -> BundleType.JS;
      case WASM -> BundleType.WASM;
    };
  }

  private static BundleSource source(LogicType type, Source source) {
    boolean binary = type == LogicType.WASM;
    return new BundleSource(
        binary ? null : source.body(),
        binary ? source.body() : null,
        source.modules().isEmpty() ? null : source.modules(),
        source.file(),
        source.start().line(),
        source.start().column() == 1 ? null : source.start().column());
  }

  private static @Nullable BundleConfig config(FunctionConfig config) {
    var written =
        new BundleConfig(
            config.target().equals(FunctionConfig.DEFAULT_TARGET) ? null : config.target(),
            config.access() instanceof Access.Authenticated ? null : config.access().toJson(),
            cache(config.cache()),
            (config.readOnly() && config.cache() == null) ? Boolean.TRUE : null,
            parameters(config),
            config.returns(),
            orNull(config.secrets()),
            config.timeout() == null ? null : Durations.text(config.timeout()),
            config.rateLimit() == null ? null : config.rateLimit().written(),
            null,
            config.description(),
            orNull(config.tags()));
    return written.equals(NOTHING) ? null : written;
  }

  private static @Nullable JsonNode cache(@Nullable CachePolicy cache) {
    if (cache == null) {
      return null;
    }
    return switch (cache.scope()) {
      case PUBLIC -> TextNode.valueOf(Durations.text(cache.ttl()));
      case USER -> cache.written();
    };
  }

  private static final BundleConfig NOTHING =
      new BundleConfig(null, null, null, null, null, null, null, null, null, null, null, null);

  private static @Nullable Map<String, BundleParameter> parameters(FunctionConfig config) {
    var written = new LinkedHashMap<String, BundleParameter>();
    config.parameters().byName().forEach((name, parameter) -> written.put(name, of(parameter)));
    return written.isEmpty() ? null : written;
  }

  private static BundleParameter of(Parameter parameter) {
    return new BundleParameter(
        parameter.type().word(),
        parameter.required() ? Boolean.TRUE : null,
        parameter.defaultValue(),
        parameter.min(),
        parameter.max(),
        parameter.description());
  }

  private static @Nullable List<String> orNull(List<String> list) {
    return list.isEmpty() ? null : list;
  }

  /**
   * The function of a bundle, by the same checks as that of a file. Problems of its body stand in
   * {@code spec.source.file}, from {@code spec.source.line} on, when the bundle names them; those
   * of its settings at the start of that file. Without a file its place is the bundle's name.
   *
   * @param surroundings null when the project's configuration is not known: what depends on it is
   *     not checked then
   * @return null when an error was added
   */
  public static @Nullable LogicFunction function(
      LogicBundle bundle, @Nullable Surroundings surroundings, Problems problems) {
    LogicBundleSpec spec = bundle.getSpec();
    String name = bundle.getMetadata().getName();
    if (spec == null) {
      problems.error(ErrorCode.MISSING_KEY, Range.ofFile(name), "the bundle has no spec");
      return null;
    }
    String fault = FunctionPath.fault(spec.path());
    if (fault != null) {
      problems.error(ErrorCode.LOGIC_PATH, Range.ofFile(name), fault);
      return null;
    }
    Source source = source(name, spec);
    JsonNode settings =
        spec.config() == null ? JsonNodeFactory.instance.objectNode() : Typed.json(spec.config());
    return new FunctionParts(
            new FunctionPath(spec.path()),
            type(spec.type()),
            Node.of(settings, Range.ofFile(source.file())),
            source)
        .read(surroundings, problems);
  }

  private static Source source(String name, LogicBundleSpec spec) {
    BundleSource source = spec.source();
    String body = spec.type() == BundleType.WASM ? source.base64() : source.inline();
    String file = source.file();
    Integer line = source.line();
    return new Source(
        body == null ? "" : body,
        source.modules() == null ? new TreeMap<>() : new TreeMap<>(source.modules()),
        file == null ? name : file,
        file != null && line != null
            ? new Position(line, source.column() == null ? 1 : source.column())
            : Position.START);
  }

  private static LogicType type(BundleType type) {
    return switch (type) {
      case SQL -> LogicType.SQL;
      case JS -> LogicType.JS;
      case WASM -> LogicType.WASM;
    };
  }
}
