package dev.santokit.bench;

import com.nimbusds.jose.JOSEException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;

/** The table of speeds: a row for each kind of call, each beside a limit of the same run. */
final class CallSpeed {

  private static final int CONNECTIONS = 32;

  /** As many calls of JavaScript as two cores take without letting any wait for a thread long. */
  private static final int SCRIPTS = 8;

  private final Stand stand;

  private CallSpeed(Stand stand) {
    this.stand = stand;
  }

  /**
   * Measures.
   *
   * @param rows words of titles; all rows when empty
   */
  static void run(Workplace workplace, List<String> rows) throws Exception {
    try (var stand = Stand.start(workplace)) {
      var speed = new CallSpeed(stand);
      for (Named row : speed.rows()) {
        if (rows.isEmpty() || rows.contains(row.name())) {
          row.measure().run();
        }
      }
    }
  }

  private interface Measure {
    void run() throws Exception;
  }

  private record Named(String name, Measure measure) {}

  private List<Named> rows() {
    return List.of(
        new Named("sql", this::sql),
        new Named("one", this::oneConnection),
        new Named("js", this::js),
        new Named("wasm", this::wasm),
        new Named("cache", this::cacheHit),
        new Named("crud", this::crudById),
        new Named("list", this::crudList),
        new Named("insert", this::crudInsert));
  }

  private void sql() throws IOException, InterruptedException, JOSEException {
    List<byte[]> requests = byId();
    HttpLane subject = stand.server("server", CONNECTIONS, requests);
    HttpLane httpServer = stand.httpServer(CONNECTIONS, requests);
    HttpLane sockets = stand.sockets(CONNECTIONS, requests);
    agree(subject, httpServer, sockets);
    new Row("SQL call by id, HS256 token, 32 connections", 0.8, 1)
        .run(subject, httpServer, sockets);
  }

  /** What a call costs beside the statement itself. */
  private void oneConnection()
      throws IOException, InterruptedException, JOSEException, SQLException {
    List<byte[]> requests = byId();
    var row = new Row("SQL call by id over one connection", 1.6, 1.3);
    try (var loop = new JdbcLoop(stand.postgres())) {
      List<Contender> contenders =
          row.measured(
              List.of(stand.server("server", 1, requests), stand.httpServer(1, requests), loop));
      row.print(contenders);
      var ratios = new ArrayList<Double>();
      for (int i = 0; i < contenders.getFirst().secondsEach().size(); i++) {
        double raw = contenders.get(2).secondsEach().get(i);
        ratios.add(
            (contenders.get(0).secondsEach().get(i) - raw)
                / (contenders.get(1).secondsEach().get(i) - raw));
      }
      System.out.printf(
          Locale.ROOT,
          "  time over a raw JDBC loop, of that of the server by hand: %.2f, must 1.60, goal 1.30%n",
          Contender.median(ratios));
    }
  }

  private void js() throws IOException, InterruptedException, JOSEException {
    new Row("JavaScript call beside /health of a server by hand, 8 connections", 0.35, 0.5)
        .run(
            stand.server("server, hello/js", SCRIPTS, hello("js")),
            stand.httpServer(SCRIPTS, health()),
            stand.sockets(SCRIPTS, health()));
  }

  private void wasm() throws IOException, InterruptedException, JOSEException {
    HttpLane wasm = stand.server("server, hello/wasm", SCRIPTS, hello("wasm"));
    HttpLane js = stand.server("server, hello/js", SCRIPTS, hello("js"));
    agree(wasm, js);
    new Row("WebAssembly call beside the same in JavaScript, 8 connections", 0.8, 1).run(wasm, js);
  }

  private void cacheHit() throws IOException, InterruptedException, JOSEException {
    List<byte[]> requests =
        Stand.calls(List.of("{\"path\":\"users/cached\",\"params\":{\"id\":7}}"));
    new Row("hit of the cache beside /health of a server by hand, 32 connections", 0.6, 0.8)
        .run(
            stand.server("server, from its cache", CONNECTIONS, requests),
            stand.httpServer(CONNECTIONS, health()),
            stand.sockets(CONNECTIONS, health()));
  }

  private void crudById() throws IOException, InterruptedException, JOSEException {
    List<byte[]> requests =
        Stand.calls(
            ids()
                .map(id ->
                    "{\"path\":\"crud/main/users/select\",\"params\":{\"where\":{\"id\":"
                        + id
                        + "}}}")
                .toList());
    HttpLane crud = stand.server("server, crud", CONNECTIONS, requests);
    HttpLane sql = stand.server("server, SQL function", CONNECTIONS, byId());
    agree(crud, sql);
    new Row("CRUD row by id beside the SQL function, 32 connections", 0.85, 0.95).run(crud, sql);
  }

  private void crudList() throws IOException, InterruptedException, JOSEException {
    List<byte[]> requests =
        Stand.calls(
            List.of(
                "{\"path\":\"crud/main/users/select\",\"params\":{\"orderBy\":{\"id\":\"asc\"},\"limit\":50}}"));
    HttpLane crud = stand.server("server, crud", CONNECTIONS, requests);
    HttpLane httpServer = stand.httpServer(CONNECTIONS, requests);
    HttpLane sockets = stand.sockets(CONNECTIONS, requests);
    agree(crud, httpServer, sockets);
    new Row("CRUD 50 rows, 32 connections", 0.6, 0.8).run(crud, httpServer, sockets);
  }

  private void crudInsert() throws IOException, InterruptedException, JOSEException {
    List<byte[]> requests =
        Stand.calls(
            List.of(
                "{\"path\":\"crud/main/notes/insert\",\"params\":{\"data\":{\"text\":\"a note\"}}}"));
    new Row("CRUD insert beside pgbench with the same insert, fsync on, 32 connections", 0.4, 0.6)
        .run(
            stand.server("server, crud", CONNECTIONS, requests),
            new Pgbench(
                stand,
                CONNECTIONS,
                "INSERT INTO notes (user_id, text) VALUES (7, 'a note') RETURNING id, user_id,"
                    + " text, written_at;"));
  }

  private static List<byte[]> byId() throws JOSEException {
    return Stand.calls(
        ids().map(id -> "{\"path\":\"users/get\",\"params\":{\"id\":" + id + "}}").toList());
  }

  private static Stream<Integer> ids() {
    return new Random(1).ints(1024, 1, Stand.ROWS + 1).boxed();
  }

  private static List<byte[]> hello(String type) throws JOSEException {
    return Stand.calls(List.of("{\"path\":\"hello/" + type + "\",\"params\":{\"name\":\"Ada\"}}"));
  }

  /** A request for {@code /health}. */
  static List<byte[]> health() {
    return List.of(
        "GET /health HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
  }

  /** Sides that do not do the same cannot be compared. */
  private static void agree(HttpLane... lanes) throws IOException {
    String first = lanes[0].answer();
    for (HttpLane lane : lanes) {
      String answer = lane.answer();
      if (!answer.equals(first)) {
        throw new IllegalStateException(
            "two answers: " + first + " and, of " + lane.name() + ", " + answer);
      }
    }
  }
}
