package dev.santokit.operator.release;

import dev.santokit.operator.bundle.ParsedBundle;
import dev.santokit.operator.bundle.Standing;
import dev.santokit.operator.bundle.Standings;
import dev.santokit.operator.bundle.Verdict;
import dev.santokit.operator.status.Reason;
import dev.santokit.project.logic.FunctionPath;
import dev.santokit.project.release.Release;
import dev.santokit.project.release.ReleasedFunction;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** Where a look leaves the bundles of its project. */
final class Places {

  private Places() {}

  /** The standing of each bundle. */
  static Map<ResourceID, Standings.Said> of(Look look) {
    String namespace = look.project().getMetadata().getNamespace();
    var standings = new HashMap<ResourceID, Standings.Said>();
    for (ParsedBundle bundle : look.parsed()) {
      Verdict verdict = Objects.requireNonNull(look.set().verdicts().get(bundle.uid()));
      standings.put(
          new ResourceID(bundle.name(), namespace),
          new Standings.Said(
              bundle.uid(),
              new Standing(bundle.generation(), verdict, place(look, bundle, verdict))));
    }
    return standings;
  }

  private static Standing.Place place(Look look, ParsedBundle bundle, Verdict verdict) {
    return switch (verdict) {
      case Verdict.Usable(ReleasedFunction function) ->
          place(look, new FunctionPath(bundle.path()), function);
      case Verdict.Unusable(_, boolean keepsLast) ->
          new Standing.Held(
              Reason.NOT_RELEASED,
              keepsLast
                  ? "the release keeps what it was when it was valid last"
                  : "it was never valid");
      case Verdict.Conflict(String older, _) ->
          new Standing.Held(Reason.PATH_CONFLICT, older + " has the path");
    };
  }

  private static Standing.Place place(Look look, FunctionPath path, ReleasedFunction function) {
    Release served = look.served();
    if (served != null && function.equals(served.functions().get(path))) {
      return new Standing.Active(served.revision());
    }
    if (look.tooLarge() != null) {
      return new Standing.Held(Reason.TOO_LARGE, look.tooLarge());
    }
    return switch (look.next()) {
      case Next.Refused(long revision, String message) -> refused(look, revision, message);
      case Next.Mismatch _ when !look.isApplying() ->
          new Standing.Held(
              Reason.MANIFEST_MISMATCH,
              "it waits until all bundles are those of spec.release.manifest");
      case Next.AwaitSchema(String what) when !look.isExpanding() ->
          new Standing.Held(Reason.AWAITING_SCHEMA, what);
      case Next.Frozen() ->
          new Standing.Held(
              Reason.NOT_RELEASED, "it waits until the configuration of the project is valid");
      case Next.Same _, Next.Cut _, Next.Wait _, Next.Mismatch _, Next.AwaitSchema _ ->
          coming(look);
    };
  }

  private static Standing.Place refused(Look look, long revision, String message) {
    return look.served() == null && look.accepted() != null
        ? new Standing.Unknown()
        : new Standing.Held(Reason.REJECTED, "release " + revision + " was refused by " + message);
  }

  private static Standing.Place coming(Look look) {
    Release served = look.served();
    if (look.pinned() && served != null) {
      return new Standing.Held(
          Reason.NOT_RELEASED, "spec.release.pin holds release " + served.revision());
    }
    return served == null ? new Standing.Unknown() : new Standing.Coming();
  }
}
