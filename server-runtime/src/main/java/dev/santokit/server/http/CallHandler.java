package dev.santokit.server.http;

import dev.santokit.project.logic.Arguments;
import dev.santokit.server.auth.Tokens;
import dev.santokit.server.call.Answer;
import dev.santokit.server.call.Caller;
import dev.santokit.server.call.Refusal;
import dev.santokit.server.call.RefusalCode;
import dev.santokit.server.function.CallTree;
import dev.santokit.server.function.ServedFunction;
import dev.santokit.server.function.ServedRelease;
import dev.santokit.server.function.Surroundings;
import java.util.List;
import java.util.Set;

/** A call: the contract's order of checks, top to bottom. A line answers or throws a refusal. */
final class CallHandler {

  private static final Set<String> OPERATIONS = Set.of("select", "insert", "update", "delete");

  private final Surroundings surroundings;
  private final Tokens tokens;

  CallHandler(Surroundings surroundings, Tokens tokens) {
    this.surroundings = surroundings;
    this.tokens = tokens;
  }

  /**
   * Answers. Blocks until the call is over.
   *
   * @param release the one that this call sees
   * @param authorization values of the Authorization header
   * @param exchange what logic may ask about
   * @throws Refusal when there is no answer
   */
  Answer answer(ServedRelease release, byte[] body, List<String> authorization, Exchange exchange) {
    CallBody call = CallBody.read(body);
    Caller caller = tokens.verify(authorization, release.project());
    refuseCrud(call.path());
    ServedFunction function = release.find(call.path());
    function.admit(caller);
    Arguments arguments = function.read(call.params());
    return CallTree.run(
        surroundings,
        release,
        function,
        arguments,
        caller,
        exchange.requestId(),
        exchange::forLogic);
  }

  private static void refuseCrud(String path) {
    if (!path.startsWith("crud/")) {
      return;
    }
    String operation = path.substring(path.lastIndexOf('/') + 1);
    throw OPERATIONS.contains(operation)
        ? Refusal.of(RefusalCode.NOT_FOUND, "crud is not supported yet")
        : Refusal.of(RefusalCode.VALIDATION_ERROR, "Invalid CRUD operation: " + operation);
  }
}
