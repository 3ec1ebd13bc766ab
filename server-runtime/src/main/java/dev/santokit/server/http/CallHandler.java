package dev.santokit.server.http;

import dev.santokit.project.logic.CachePolicy;
import dev.santokit.server.auth.Tokens;
import dev.santokit.server.call.Answer;
import dev.santokit.server.call.Caller;
import dev.santokit.server.call.Refusal;
import dev.santokit.server.call.RefusalCode;
import dev.santokit.server.function.CallTree;
import dev.santokit.server.function.Preparation;
import dev.santokit.server.function.Prepared;
import dev.santokit.server.function.ServedRelease;
import dev.santokit.server.function.Surroundings;
import dev.santokit.server.metrics.CallMeasure;
import java.util.ArrayList;
import java.util.List;

/** A call: the contract's order of checks, top to bottom. A line answers or throws a refusal. */
final class CallHandler {

  private final Surroundings surroundings;
  private final Tokens tokens;
  private final Preparation preparation;

  CallHandler(Surroundings surroundings, Tokens tokens, Preparation preparation) {
    this.surroundings = surroundings;
    this.tokens = tokens;
    this.preparation = preparation;
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
    if (prepared instanceof Prepared.Function(var function, var arguments)) {
      CachePolicy policy = function.config().cache();
      if (policy != null && policy.scope() == CachePolicy.Scope.PUBLIC) {
        exchange.mayBeKept(policy.ttl());
      }
    }
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
    return CallTree.run(surroundings, release, prepared, caller, exchange);
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
