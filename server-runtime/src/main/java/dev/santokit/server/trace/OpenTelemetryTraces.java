package dev.santokit.server.trace;

import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Traces to a collector, by the variables that OpenTelemetry defines. */
public final class OpenTelemetryTraces implements Traces {

  private static final String SCOPE = "dev.santokit.server";

  private final OpenTelemetrySdk sdk;
  private final Tracer tracer;

  /** Of an SDK, which is closed with this. */
  public OpenTelemetryTraces(OpenTelemetrySdk sdk) {
    this.sdk = sdk;
    this.tracer = sdk.getTracer(SCOPE);
  }

  /**
   * To where {@code OTEL_EXPORTER_OTLP_ENDPOINT} points, and nowhere when it is not set: no class
   * of the SDK is loaded then.
   *
   * @param environment null for a variable that is not set
   */
  public static Traces of(Function<String, @Nullable String> environment) {
    String endpoint = environment.apply("OTEL_EXPORTER_OTLP_ENDPOINT");
    return endpoint == null || endpoint.isBlank() ? Traces.NONE : Configured.traces();
  }

  /** A class of its own, so that the one around it loads without the SDK. */
  private static final class Configured {
    private Configured() {}

    static Traces traces() {
      return new OpenTelemetryTraces(
          AutoConfiguredOpenTelemetrySdk.builder()
              .disableShutdownHook()
              .addPropertiesSupplier(() ->
                  Map.of(
                      "otel.service.name", "santokit",
                      "otel.exporter.otlp.protocol", "http/protobuf",
                      "otel.metrics.exporter", "none",
                      "otel.logs.exporter", "none"))
              .build()
              .getOpenTelemetrySdk());
    }
  }

  @Override
  public Span call(String method, @Nullable String traceparent, @Nullable String tracestate) {
    Context parent =
        traceparent == null
            ? Context.root()
            : W3CTraceContextPropagator.getInstance()
                .extract(
                    Context.root(), new Headers(traceparent, tracestate), HeadersGetter.INSTANCE);
    return new Recorded(
        tracer,
        parent,
        tracer.spanBuilder(method + " /call").setSpanKind(SpanKind.SERVER).setParent(parent));
  }

  @Override
  public void close() {
    sdk.close();
  }

  private record Headers(String traceparent, @Nullable String tracestate) {}

  private enum HeadersGetter implements TextMapGetter<Headers> {
    INSTANCE;

    @Override
    public Iterable<String> keys(Headers headers) {
      return List.of("traceparent", "tracestate");
    }

    @Override
    public @Nullable String get(@Nullable Headers headers, String key) {
      if (headers == null) {
        return null;
      }
      return switch (key) {
        case "traceparent" -> headers.traceparent;
        case "tracestate" -> headers.tracestate;
        default -> null;
      };
    }
  }

  private static final class Recorded implements Span {
    private final Tracer tracer;
    private final io.opentelemetry.api.trace.Span span;
    private final Context context;

    Recorded(Tracer tracer, Context parent, SpanBuilder builder) {
      this.tracer = tracer;
      this.span = builder.startSpan();
      this.context = parent.with(span);
    }

    @Override
    public Span child(Kind kind, String name) {
      SpanKind standard =
          switch (kind) {
            case OWN -> SpanKind.INTERNAL;
            case DATABASE -> SpanKind.CLIENT;
          };
      return new Recorded(
          tracer, context, tracer.spanBuilder(name).setSpanKind(standard).setParent(context));
    }

    @Override
    public void name(String name) {
      span.updateName(name);
    }

    @Override
    public void say(String key, String value) {
      span.setAttribute(key, value);
    }

    @Override
    public void say(String key, long value) {
      span.setAttribute(key, value);
    }

    @Override
    public void failed(String code) {
      span.setStatus(StatusCode.ERROR);
      span.setAttribute("error.type", code);
    }

    @Override
    public String traceId() {
      return span.getSpanContext().getTraceId();
    }

    @Override
    public void close() {
      span.end();
    }
  }
}
