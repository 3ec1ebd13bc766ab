package dev.santokit.crds.bundle;

import dev.santokit.crds.Labels;
import dev.santokit.project.logic.Access;
import dev.santokit.project.logic.FunctionConfig;
import dev.santokit.project.logic.LogicFunction;
import dev.santokit.project.logic.LogicType;
import dev.santokit.project.logic.Parameter;
import dev.santokit.project.logic.Source;
import dev.santokit.project.quantity.Durations;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Functions as resources. */
public final class Bundles {

  private Bundles() {}

  /**
   * The bundle of a function, without a namespace. Defaults are not written: a bundle says no more
   * than its file does.
   *
   * @param project the name of the function's project
   * @throws IllegalArgumentException when the function is WebAssembly, which has no such form yet
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
            source(function.source())));
    return bundle;
  }

  private static BundleType type(LogicType type) {
    return switch (type) {
      case SQL -> BundleType.SQL;
      case JS -> BundleType.JS;
      case WASM -> throw new IllegalArgumentException("functions of WASM are not read yet");
    };
  }

  private static BundleSource source(Source source) {
    return new BundleSource(
        source.body(),
        null,
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
            null,
            config.readOnly() ? Boolean.TRUE : null,
            parameters(config),
            config.returns(),
            orNull(config.secrets()),
            config.timeout() == null ? null : Durations.text(config.timeout()),
            null,
            null,
            config.description(),
            orNull(config.tags()));
    return written.equals(NOTHING) ? null : written;
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
}
