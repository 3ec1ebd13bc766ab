package dev.santokit.server.http;

import dev.santokit.server.auth.Tokens;
import dev.santokit.server.cache.Found;
import dev.santokit.server.cache.FunctionCache;
import dev.santokit.server.call.Answer;
import dev.santokit.server.call.Caller;
import dev.santokit.server.call.Deadline;
import dev.santokit.server.call.Refusal;
import dev.santokit.server.call.RefusalCode;
import dev.santokit.server.function.CallTree;
import dev.santokit.server.function.Preparation;
import dev.santokit.server.function.Prepared;
import dev.santokit.server.function.ServedRelease;
import dev.santokit.server.function.Surroundings;
import dev.santokit.server.limit.CallLimit;
import dev.santokit.server.limit.RateLimits;
import dev.santokit.server.metrics.CallMeasure;
import java.util.ArrayList;
import java.util.List;

/** A call: the contract's order of checks, top to bottom. A line answers or throws a refusal. */
final class CallHandler {

  private final Surroundings surroundings;
  private final Tokens tokens;
  private final Preparation preparation;
  private final RateLimits limits;

  CallHandler(
      Surroundings surroundings, Tokens tokens, Preparation preparation, RateLimits limits) {
    this.surroundings = surroundings;
    this.tokens = tokens;
    this.preparation = preparation;
    this.limits = limits;
  }

  /**
   * Answers a call that may change something. Blocks until it is over.
   *
   * @param release the one that this call sees
   * @param call read from the body
   * @param exchange who asks, and what logic may ask about
   * @throws Refusal when there is no answer
   */
  Answer answer(ServedRelease release, CallBody call, Exchange exchange) {
    exchange.asksFor(call.name(), null);
    Caller caller = caller(release, exchange);
    return switch (call) {
      case CallBody.One one -> one(release, one, caller, exchange);
      case CallBody.Batch batch -> batch(release, batch, caller, exchange);
    };
  }

  /**
   * Answers a call that may only read. Blocks until it is over.
   *
   * @param path of the function
   * @param query its parameters
   * @throws Refusal as {@link #answer}, METHOD_NOT_ALLOWED when the function does not promise to
   *     change nothing
   */
  Answer read(ServedRelease release, String path, Query query, Exchange exchange) {
    Preparation.refusePrivate(path);
    exchange.asksFor(Preparation.shown(path), null);
    Caller caller = caller(release, exchange);
    Prepared prepared =
        preparation.prepareReading(release, Preparation.shown(path), query::params, caller);
    return run(release, prepared, caller, exchange);
  }

  private Answer one(ServedRelease release, CallBody.One call, Caller caller, Exchange exchange) {
    Prepared prepared = preparation.prepare(release, call.path(), call.params(), caller);
    return run(release, prepared, caller, exchange);
  }

  private Caller caller(ServedRelease release, Exchange exchange) {
    Caller caller = tokens.verify(exchange.authorization(), release.project());
    exchange.comesFrom(caller);
    return caller;
  }

  private Answer run(ServedRelease release, Prepared prepared, Caller caller, Exchange exchange) {
    exchange.asksFor(prepared.path(), measure(prepared));
    take(prepared, caller, exchange);
    if (prepared instanceof Prepared.Function(var function, var arguments)
        && function.cache() != null) {
      return kept(release, prepared, function.cache(), caller, exchange);
    }
    return CallTree.run(surroundings, release, prepared, caller, exchange);
  }

  private void take(Prepared prepared, Caller caller, Exchange exchange) {
    CallLimit limit =
        switch (prepared) {
          case Prepared.Function(var function, var arguments) -> function.limit();
          case Prepared.Crud(var call) -> limits.of(call.path(), null);
        };
    if (limit != null) {
      limit.take(caller, exchange::clientAddress);
    }
  }

  private Answer kept(
      ServedRelease release,
      Prepared prepared,
      FunctionCache cache,
      Caller caller,
      Exchange exchange) {
    Deadline deadline = CallTree.deadline(surroundings, prepared, exchange);
    Caller seen = cache.seen(caller);
    Found found =
        cache.answer(
            seen,
            prepared.arguments(),
            exchange,
            deadline,
            inbound ->
                CallTree.run(
                    surroundings,
                    release,
                    prepared,
                    seen,
                    inbound,
                    new Deadline(deadline.nanos(), inbound)));
    exchange.mayBeKept(cache.header(), found);
    return found.answer();
  }

  private CallMeasure measure(Prepared prepared) {
    return switch (prepared) {
      case Prepared.Function(var function, var _) -> function.measure();
      case Prepared.Crud(var operation) -> surroundings.measures().operation(operation.path());
    };
  }

  private Answer batch(
      ServedRelease release, CallBody.Batch batch, Caller caller, Exchange exchange) {
    exchange.asksFor(batch.name(), surroundings.measures().batch());
    List<Prepared> prepared = new ArrayList<>(batch.items().size());
    for (CallBody.One item : batch.items()) {
      try {
        prepared.add(item(release, item, batch.alias(), caller));
      } catch (Refusal refusal) {
        throw refusal.at(prepared.size());
      }
    }
    for (int i = 0; i < prepared.size(); i++) {
      try {
        take(prepared.get(i), caller, exchange);
      } catch (Refusal refusal) {
        throw refusal.at(i);
      }
    }
    return CallTree.runAll(surroundings, release, prepared, batch.alias(), caller, exchange);
  }

  private Prepared item(ServedRelease release, CallBody.One item, String alias, Caller caller) {
    Prepared prepared = preparation.prepare(release, item.path(), item.params(), caller);
    if (!prepared.target().equals(alias)) {
      throw Refusal.of(
          RefusalCode.VALIDATION_ERROR,
          "A batch runs on one database: "
              + prepared.path()
              + " is for "
              + prepared.target()
              + ", the batch for "
              + alias);
    }
    return prepared;
  }
}
