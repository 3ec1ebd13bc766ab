package dev.santokit.server.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.santokit.server.TestPostgres;
import dev.santokit.server.TestServer;
import dev.santokit.server.TestServer.Response;
import dev.santokit.server.event.ServerEvent;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The spans of a call. */
class TracesTest {

  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String PARENT = "00-" + TRACE + "-b7ad6b7169203331-01";
  private static final Spans SPANS = new Spans();

  private static TestServer server;

  /** Keeps what was recorded. */
  private static final class Spans implements SpanExporter {
    private final List<SpanData> all = new CopyOnWriteArrayList<>();

    @Override
    public CompletableResultCode export(Collection<SpanData> some) {
      all.addAll(some);
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode flush() {
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode shutdown() {
      return CompletableResultCode.ofSuccess();
    }

    SpanData named(String name) {
      await().until(() -> all.stream().anyMatch(span -> span.getName().equals(name)));
      return all.stream().filter(span -> span.getName().equals(name)).findFirst().orElseThrow();
    }
  }

  @BeforeAll
  static void start() {
    var sdk =
        OpenTelemetrySdk.builder()
            .setTracerProvider(
                SdkTracerProvider.builder()
                    .addSpanProcessor(SimpleSpanProcessor.create(SPANS))
                    .build())
            .build();
    server =
        TestServer.with(TestPostgres.with())
            .traces(new OpenTelemetryTraces(sdk))
            .sql("t/sql", "{n: {type: int}}", "SELECT 1 / :n AS poisoned")
            .js("t/js", "export default (p, c) => c.db.queryDefault('SELECT 1 AS poisoned')")
            .js("t/outer", "export default (p, c) => c.invoke('t/sql', {n: 1})")
            .js("t/says", "export default (p, {log}) => { log.info('here'); return 1 }")
            .start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void forget() {
    SPANS.all.clear();
  }

  private static Response call(String path, String params) {
    return server.send(
        server
            .post("{\"path\": \"" + path + "\", \"params\": " + params + "}")
            .header("traceparent", PARENT));
  }

  @Test
  void a_call_goes_on_with_the_trace_of_its_client_and_has_its_statements_in_it() {
    call("t/sql", "{\"n\": 1}");
    SpanData call = SPANS.named("call t/sql");
    assertThat(call.getTraceId()).isEqualTo(TRACE);
    assertThat(call.getParentSpanId()).isEqualTo("b7ad6b7169203331");
    assertThat(call.getKind()).isEqualTo(SpanKind.SERVER);
    assertThat(call.getAttributes().get(AttributeKey.longKey("http.response.status_code")))
        .isEqualTo(200);
    SpanData statement = SPANS.named("postgresql main");
    assertThat(statement.getParentSpanId()).isEqualTo(call.getSpanId());
    assertThat(statement.getKind()).isEqualTo(SpanKind.CLIENT);
  }

  @Test
  void javascript_and_what_it_invokes_have_spans_of_their_own() {
    call("t/js", "{}");
    SpanData script = SPANS.named("javascript");
    assertThat(script.getParentSpanId()).isEqualTo(SPANS.named("call t/js").getSpanId());
    assertThat(SPANS.named("postgresql main").getParentSpanId()).isEqualTo(script.getSpanId());

    SPANS.all.clear();
    call("t/outer", "{}");
    SpanData invoked = SPANS.named("t/sql");
    assertThat(invoked.getParentSpanId()).isEqualTo(SPANS.named("javascript").getSpanId());
    assertThat(SPANS.named("postgresql main").getParentSpanId()).isEqualTo(invoked.getSpanId());
    assertThat(SPANS.named("call t/outer").getTraceId()).isEqualTo(TRACE);
  }

  @Test
  void what_fails_says_so_and_no_span_has_a_value_or_a_statement_in_it() {
    call("t/sql", "{\"n\": 0}");
    SpanData statement = SPANS.named("postgresql main");
    assertThat(statement.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    assertThat(statement.getAttributes().get(AttributeKey.stringKey("error.type")))
        .isEqualTo("22012");
    assertThat(SPANS.named("call t/sql").toString()).doesNotContain("poisoned");
    assertThat(SPANS.all.toString()).doesNotContain("poisoned").doesNotContain("SELECT");
  }

  @Test
  void without_a_client_that_traces_a_call_begins_a_trace_that_its_lines_name() {
    server.call("t/says", "{}");
    SpanData call = SPANS.named("call t/says");
    assertThat(call.getParentSpanContext().isValid()).isFalse();
    assertThat(server.events(ServerEvent.FunctionSays.class).getLast().origin().traceId())
        .isEqualTo(call.getTraceId());
  }

  @Test
  void what_does_not_exist_names_no_span() {
    call("made/up", "{}");
    assertThat(SPANS.named("call unknown").getTraceId()).isEqualTo(TRACE);
  }

  @Test
  void nothing_is_traced_unless_an_endpoint_is_set() {
    assertThat(OpenTelemetryTraces.of(name -> null)).isSameAs(Traces.NONE);
    assertThat(Traces.NONE.call("POST", PARENT, null)).isSameAs(Span.NONE);
    assertThat(Span.NONE.child(Span.Kind.DATABASE, "x")).isSameAs(Span.NONE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331",
        "00-00000000000000000000000000000000-b7ad6b7169203331-01",
        "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
        "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        "00-0af7651916cd43dd8448eb211c80319\n-b7ad6b7169203331-01",
      })
  void a_header_that_is_not_as_w3c_says_is_no_trace(String header) {
    assertThat(TraceParent.traceId(header)).isNull();
    assertThat(TraceParent.traceId(PARENT)).isEqualTo(TRACE);
  }
}
