package dev.santokit.server.cache;

import dev.santokit.project.logic.Arguments;
import dev.santokit.project.logic.CachePolicy;
import dev.santokit.project.logic.FunctionPath;
import dev.santokit.server.call.Answer;
import dev.santokit.server.call.Caller;
import dev.santokit.server.call.Deadline;
import dev.santokit.server.call.Inbound;
import dev.santokit.server.call.Refusal;
import java.util.function.Function;

/** The answers of one function that are kept. For any number of threads. */
public final class FunctionCache {

  private final ResponseCache answers;
  private final String path;
  private final CachePolicy policy;
  private final String header;

  FunctionCache(ResponseCache answers, FunctionPath path, CachePolicy policy) {
    this.answers = answers;
    this.path = path.value();
    this.policy = policy;
    this.header = header(policy);
  }

  private static String header(CachePolicy policy) {
    long seconds = policy.ttl().toSeconds();
    return switch (policy.scope()) {
      case PUBLIC -> "public, max-age=" + seconds + ", stale-while-revalidate=" + seconds;
      // Between callers with other tokens a browser's own cache would not tell.
      case USER -> "private, no-cache";
    };
  }

  /** The Cache-Control of its answers. */
  public String header() {
    return header;
  }

  /** The caller that logic sees: none, when all callers get the same answer. */
  public Caller seen(Caller caller) {
    return switch (policy.scope()) {
      case PUBLIC -> new Caller.Anonymous();
      case USER -> caller;
    };
  }

  /**
   * The answer to a call.
   *
   * @param caller admitted
   * @param inbound the request that it comes from
   * @param deadline when the call must be over
   * @param run makes an answer for a request, as {@link #seen} by logic
   * @throws Refusal when there is no answer
   */
  public Found answer(
      Caller caller,
      Arguments arguments,
      Inbound inbound,
      Deadline deadline,
      Function<Inbound, Answer> run) {
    Caller.User user = seen(caller) instanceof Caller.User one ? one : null;
    return answers.answer(CacheKey.of(path, arguments, user), policy.ttl(), inbound, deadline, run);
  }
}
