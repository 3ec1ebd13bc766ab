package dev.santokit.server.http;

import dev.santokit.server.cache.Found;
import dev.santokit.server.call.Answer;
import dev.santokit.server.call.CallRequest;
import dev.santokit.server.call.Caller;
import dev.santokit.server.call.Deadline;
import dev.santokit.server.call.Inbound;
import dev.santokit.server.call.Origin;
import dev.santokit.server.call.Refusal;
import dev.santokit.server.call.RefusalCode;
import dev.santokit.server.function.ServedRelease;
import dev.santokit.server.metrics.CallMeasure;
import dev.santokit.server.trace.Span;
import dev.santokit.server.trace.TraceParent;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A request and its one answer. The request is read on an event loop; any thread may answer. */
final class Exchange implements Inbound, Peer.Sender {

  /** How long a client has to finish a request whose answer it has. */
  private static final long LINGER_MILLIS = 500;

  /** No status of HTTP: what proxies log for a client that did not wait. */
  private static final int CLIENT_GONE = 499;

  private static final CharSequence CACHE_CONTROL = HttpHeaders.createOptimized("Cache-Control");
  private static final CharSequence NO_STORE = HttpHeaders.createOptimized("no-store");
  private static final CharSequence REVALIDATE = HttpHeaders.createOptimized("private, no-cache");
  private static final CharSequence CONTENT_TYPE = HttpHeaders.createOptimized("Content-Type");
  private static final CharSequence JSON = HttpHeaders.createOptimized("application/json");
  private static final CharSequence TEXT = HttpHeaders.createOptimized("text/plain; charset=utf-8");
  private static final CharSequence REQUEST_ID = HttpHeaders.createOptimized("X-Request-ID");
  private static final CharSequence TIME = HttpHeaders.createOptimized("X-Execution-Time");
  private static final CharSequence CACHE_STATUS = HttpHeaders.createOptimized("X-Cache-Status");
  private static final CharSequence HIT = HttpHeaders.createOptimized("HIT");
  private static final CharSequence MISS = HttpHeaders.createOptimized("MISS");
  private static final CharSequence FORWARDED_FOR = HttpHeaders.createOptimized("X-Forwarded-For");
  private static final CharSequence RELEASE = HttpHeaders.createOptimized("X-Santokit-Release");

  private static final int NO_CONTENT = 204;
  private static final int NOT_MODIFIED = 304;
  private static final int REQUEST_TIMEOUT = 408;
  private static final byte[] NOTHING = {};

  private final HttpServerRequest request;
  private final Peer peer;
  private final @Nullable ServedRelease release;
  private final Requests requests;
  private final CommonHeaders common;
  private final ClientAddresses addresses;
  private final Witness witness;
  private final long began = System.nanoTime();
  private final String requestId;
  private final AtomicBoolean counted = new AtomicBoolean(true);
  private int held; // bytes of requests.memory()
  private volatile boolean answered;
  private volatile boolean gone;
  private volatile @Nullable Future<Void> part;
  private volatile boolean logic;
  private volatile int status;
  private volatile @Nullable String path;
  private volatile @Nullable CallMeasure measure;
  private volatile @Nullable Caller caller;
  private volatile Span span = Span.NONE;
  private volatile boolean last;
  private volatile CharSequence cacheControl = NO_STORE;
  private volatile CharSequence cacheStatus = MISS;

  /**
   * Begins one.
   *
   * @param release what is served now; null before the first release
   * @param peer who sent it
   * @param requests counts it until it is over
   * @param common what every answer carries
   * @param addresses knows whose word counts for where it comes from
   * @param witness sees it begin and end if it is a call
   */
  Exchange(
      HttpServerRequest request,
      Peer peer,
      @Nullable ServedRelease release,
      Requests requests,
      CommonHeaders common,
      ClientAddresses addresses,
      Witness witness) {
    this.request = request;
    this.peer = peer;
    this.release = release;
    this.requests = requests;
    this.common = common;
    this.addresses = addresses;
    this.witness = witness;
    this.requestId = RequestIds.of(request.getHeader(REQUEST_ID));
    requests.begin();
    peer.waits();
    request.response().closeHandler(this::gone);
  }

  private void gone(@Nullable Void closed) {
    gone = true;
  }

  @Override
  public boolean isGone() {
    return gone;
  }

  /** An older client would take an end of the connection for the end of the answer. */
  @Override
  public boolean takesParts() {
    return request.version() == HttpVersion.HTTP_1_1 && !request.method().equals(HttpMethod.HEAD);
  }

  @Override
  public boolean hasParts() {
    return part != null;
  }

  @Override
  public void send(byte[] bytes, int length, Deadline until) {
    Future<Void> before = part;
    if (before == null) {
      head(200, JSON).setChunked(true);
    } else {
      await(before, until);
    }
    part = request.response().write(Buffer.buffer(length).appendBytes(bytes, 0, length));
  }

  private static void await(Future<Void> sent, Deadline until) {
    try {
      sent.toCompletionStage()
          .toCompletableFuture()
          .get(until.remainingNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException | TimeoutException gone) {
      throw Refusal.timeout();
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
      throw Refusal.timeout();
    }
  }

  /** Waits for the body of the request, but not for ever. On its event loop. */
  void awaitsBody() {
    peer.sendsBody(began, this);
  }

  @Override
  public void tooSlow() {
    endsConnection();
    refuse(Refusal.timeout("The body took longer than it may").withStatus(REQUEST_TIMEOUT));
  }

  @Override
  public void nonsense() {
    endsConnection();
    refuse(Refusal.of(RefusalCode.VALIDATION_ERROR, "Invalid HTTP request"));
  }

  /** Has all of the body. On its event loop. */
  void hasBody() {
    peer.waits();
  }

  /**
   * Whether there is room for so much of a body. On the event loop of the request.
   *
   * @param bytes of all that came so far
   */
  boolean hasRoom(int bytes) {
    if (bytes > RequestMemory.SMALL) {
      if (!requests.memory().take(bytes - held)) {
        return false;
      }
      held = bytes;
    }
    return true;
  }

  /** What the client sent. */
  HttpServerRequest request() {
    return request;
  }

  /** What it asks for, as far as that is known. */
  void asksFor(String what, @Nullable CallMeasure counts) {
    path = what;
    measure = counts;
  }

  /** Who asks. */
  void comesFrom(Caller whoever) {
    caller = whoever;
  }

  @Override
  public String requestId() {
    return requestId;
  }

  @Override
  public Span span() {
    return span;
  }

  @Override
  public Origin origin() {
    String recorded = span.traceId();
    return new Origin(
        requestId,
        recorded == null ? TraceParent.traceId(request.getHeader("traceparent")) : recorded,
        release == null ? null : release.header(),
        caller instanceof Caller.User user ? user.id() : null);
  }

  /** Whether there is an answer already. */
  boolean isAnswered() {
    return answered;
  }

  /** Has the connection closed after the answer. */
  void endsConnection() {
    last = true;
  }

  /** Has the answer say that logic was asked. */
  void asksLogic() {
    logic = true;
    span = witness.begin(request);
  }

  /** Has the answer say who may keep it, and whether it was kept here. */
  void mayBeKept(CharSequence header, Found found) {
    cacheControl = header;
    if (found.hit()) {
      cacheStatus = HIT;
      request.response().putHeader(HttpHeaders.AGE, Long.toString(found.age().toSeconds()));
    }
  }

  /**
   * The release that it sees, whatever is served meanwhile.
   *
   * @throws Refusal UNAVAILABLE when there is none yet
   */
  ServedRelease release() {
    if (release == null) {
      throw Refusal.unavailable("No release is served yet");
    }
    return release;
  }

  /**
   * Nothing when the method is one of these.
   *
   * @throws Refusal METHOD_NOT_ALLOWED otherwise
   */
  void allow(HttpMethod... methods) {
    List<HttpMethod> allowed = List.of(methods);
    if (!allowed.contains(request.method())) {
      request
          .response()
          .putHeader("Allow", String.join(", ", allowed.stream().map(HttpMethod::name).toList()));
      throw Refusal.of(RefusalCode.METHOD_NOT_ALLOWED, "Method Not Allowed");
    }
  }

  @Override
  public CallRequest forLogic() {
    SortedMap<String, String> headers = new TreeMap<>();
    for (Map.Entry<String, String> header : request.headers()) {
      String name = header.getKey().toLowerCase(Locale.ROOT);
      if (isForLogic(name)) {
        headers.merge(name, header.getValue(), (a, b) -> a + ", " + b);
      }
    }
    return new CallRequest(
        request.method().name(),
        String.valueOf(request.path()),
        headers,
        requestId,
        clientAddress().getHostAddress());
  }

  /** Values of the Authorization header. */
  List<String> authorization() {
    return request.headers().getAll(HttpHeaders.AUTHORIZATION);
  }

  /** The address that the client has, by the word of proxies that the project trusts. */
  InetAddress clientAddress() {
    return addresses.of(
        InetAddress.ofLiteral(request.remoteAddress().hostAddress()),
        request.headers().getAll(FORWARDED_FOR));
  }

  private static boolean isForLogic(String header) {
    return !header.equals("authorization")
        && !header.equals("cookie")
        && !header.startsWith("proxy-")
        && !header.startsWith("x-forwarded-");
  }

  /** Answers with a text. */
  void answer(byte[] text) {
    send(200, TEXT, text);
  }

  /** Answers with what a function says. */
  void answer(Answer answer) {
    if (hasParts()) {
      finish(answer.json());
      return;
    }
    answer
        .rowsAffected()
        .ifPresent(rows -> request.response().putHeader("X-Rows-Affected", Long.toString(rows)));
    answer
        .total()
        .ifPresent(rows -> request.response().putHeader("X-Total-Count", Long.toString(rows)));
    send(200, JSON, answer.json());
  }

  /**
   * Answers with what a function says, and with its tag: 304 when the client has the very same. The
   * tag stands before the content, so what goes out in parts has none.
   */
  void answerTagged(Answer answer) {
    if (hasParts()) {
      finish(answer.json());
    } else {
      tagged(Tagged.of(answer.json()));
    }
  }

  /**
   * Answers with JSON that a client may keep and ask about again: 304 when it has the very same.
   */
  void answerTagged(Tagged answer) {
    cacheControl = REVALIDATE;
    tagged(answer);
  }

  /** Answers that there is nothing to say. */
  void answerNothing() {
    send(NO_CONTENT, null, NOTHING);
  }

  private void tagged(Tagged answer) {
    request.response().putHeader("ETag", answer.tag());
    if (ifNoneMatch().anyMatch(seen -> seen.equals(answer.tag()) || seen.equals("*"))) {
      send(NOT_MODIFIED, null, NOTHING);
    } else {
      send(200, JSON, answer.json());
    }
  }

  /** Comparing for a GET is weak: it is the same content that counts. */
  private Stream<String> ifNoneMatch() {
    return request.headers().getAll(HttpHeaders.IF_NONE_MATCH).stream()
        .flatMap(values -> Stream.of(values.split(",")))
        .map(String::strip)
        .map(tag -> tag.startsWith("W/") ? tag.substring(2) : tag);
  }

  /** The last part. */
  private void finish(byte[] rest) {
    see();
    if (!gone) {
      ended(request.response().end(Buffer.buffer(rest)));
    }
    end();
  }

  private void ended(Future<Void> sent) {
    if (last) {
      sent.onComplete(done -> hangUp());
    }
  }

  /**
   * Answers with an error. Where parts of an answer are on their way it ends the connection, so
   * that nobody takes them for all of it.
   */
  void refuse(Refusal refusal) {
    if (hasParts()) {
      status = refusal.status();
      witness.cut(this, path, refusal.code());
      var ignored = request.connection().close();
      end();
      return;
    }
    HttpServerResponse response = request.response();
    if (refusal.retryAfterSeconds() > 0) {
      response.putHeader("Retry-After", Integer.toString(refusal.retryAfterSeconds()));
    }
    if (refusal.status() == RefusalCode.AUTHENTICATION_ERROR.status()) {
      response.putHeader("WWW-Authenticate", "Bearer");
    }
    if (refusal.status() == RefusalCode.METHOD_NOT_ALLOWED.status()
        && !response.headers().contains(HttpHeaders.ALLOW)) {
      response.putHeader(HttpHeaders.ALLOW, HttpMethod.POST.name()); // what is not read-only
    }
    send(refusal.status(), JSON, ErrorBody.of(refusal, requestId));
  }

  private void send(int status, @Nullable CharSequence contentType, byte[] body) {
    if (!gone) {
      HttpServerResponse response = head(status, contentType);
      boolean head = request.method().equals(HttpMethod.HEAD);
      if (head && contentType != null) {
        response.putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length));
      }
      see();
      ended(response.end(Buffer.buffer(head ? NOTHING : body)));
    }
    end();
  }

  private HttpServerResponse head(int says, @Nullable CharSequence contentType) {
    answered = true;
    status = says;
    common.addTo(request);
    HttpServerResponse response = request.response();
    response.setStatusCode(says);
    if (contentType != null) {
      response.putHeader(CONTENT_TYPE, contentType);
    }
    response.putHeader(CACHE_CONTROL, says < 400 ? cacheControl : NO_STORE);
    response.putHeader(REQUEST_ID, requestId);
    response.putHeader(TIME, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began) + "ms");
    if (logic) {
      response.putHeader(CACHE_STATUS, cacheStatus);
    }
    if (release != null) {
      response.putHeader(RELEASE, release.header());
    }
    if (last && !isMultiplexed()) {
      response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
    }
    return response;
  }

  /** Whether the connection carries other requests, too. */
  private boolean isMultiplexed() {
    return request.version() == HttpVersion.HTTP_2;
  }

  /** Lets the client finish a request that was too large, or it may never see the answer. */
  private void hangUp() {
    if (isMultiplexed()) {
      if (!request.isEnded()) {
        boolean ignored = request.response().reset();
      }
    } else if (request.isEnded()) {
      var ignored = request.connection().close();
    } else {
      requests.later(LINGER_MILLIS, () -> request.connection().close());
    }
  }

  /** Has a call seen to be over, before its client can know. */
  private void see() {
    peer.maySend(); // before the next request can be there
    if (logic) {
      logic = false;
      witness.ended(this, path, measure, gone ? CLIENT_GONE : status, System.nanoTime() - began);
    }
  }

  private void end() {
    if (counted.compareAndSet(true, false)) {
      see();
      requests.memory().giveBack(held);
      requests.end();
    }
  }

  /** The request broke off, or its rest is no HTTP: its connection is closed already. */
  void abandon() {
    if (!answered) {
      answered = true;
      end();
    }
  }
}
