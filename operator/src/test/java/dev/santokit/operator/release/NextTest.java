package dev.santokit.operator.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class NextTest {

  private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");
  private static final Instant LONG_AGO = NOW.minusSeconds(3600);
  private static final long GENERATION = 7;

  @Test
  void a_new_content_is_cut_as_the_next_revision() {
    assertThat(next("new", null, 0, served(40), served(41))).isEqualTo(new Next.Cut(42));
  }

  @Test
  void the_first_release_has_revision_1() {
    assertThat(next("new", null, 0)).isEqualTo(new Next.Cut(1));
  }

  @Test
  void numbers_do_not_go_back_when_all_releases_are_deleted() {
    assertThat(next("new", null, 41)).isEqualTo(new Next.Cut(42));
  }

  @Test
  void the_content_of_the_newest_release_is_no_new_one() {
    assertThat(next("content 41", null, 0, served(40), served(41))).isEqualTo(new Next.Same(41));
  }

  @Test
  void the_content_of_an_older_release_is_a_new_one() {
    assertThat(next("content 40", null, 0, served(40), served(41))).isEqualTo(new Next.Cut(42));
  }

  @Test
  void without_a_manifest_a_change_waits_until_nothing_changes_for_half_a_second() {
    assertThat(Next.of(facts("new", null, 0, GENERATION, 200, 900, served(41))))
        .isEqualTo(new Next.Wait(Duration.ofMillis(300)));
    assertThat(Next.of(facts("new", null, 0, GENERATION, 500, 900, served(41))))
        .isEqualTo(new Next.Cut(42));
  }

  @Test
  void without_a_manifest_changes_that_do_not_end_are_cut_every_ten_seconds() {
    assertThat(Next.of(facts("new", null, 0, GENERATION, 1, 9_900, served(41))))
        .isEqualTo(new Next.Wait(Duration.ofMillis(100)));
    assertThat(Next.of(facts("new", null, 0, GENERATION, 1, 10_000, served(41))))
        .isEqualTo(new Next.Cut(42));
  }

  @Test
  void a_thousand_bundles_that_come_within_thirty_seconds_give_a_handful_of_releases() {
    Instant last = NOW.plusSeconds(30);
    Instant cut = NOW;
    int releases = 0;
    for (Instant now = NOW; cut.isBefore(last); now = now.plusMillis(10)) {
      Instant changed = now.isBefore(last) ? now : last;
      var facts =
          new Next.Facts(
              "new", List.of(served(41)), 0, null, GENERATION, Schemas.NONE, changed, cut, now);
      if (Next.of(facts) instanceof Next.Cut) {
        releases++;
        cut = now;
      }
    }
    assertThat(releases).isBetween(2, 5);
  }

  @Test
  void with_a_manifest_its_content_is_cut_at_once() {
    assertThat(Next.of(facts("asked", "asked", 0, GENERATION, 0, 0, served(41))))
        .isEqualTo(new Next.Cut(42));
  }

  @Test
  void with_a_manifest_no_other_content_is_cut() {
    assertThat(next("other", "asked", 0, served(41))).isEqualTo(new Next.Mismatch("asked"));
    assertThat(next("content 41", "asked", 0, served(41))).isEqualTo(new Next.Mismatch("asked"));
  }

  @Test
  void a_content_that_pods_refused_is_not_cut_again() {
    assertThat(next("content 41", null, 0, served(40), refused(41, GENERATION)))
        .isEqualTo(new Next.Refused(41, "a/b: wrong"));
    assertThat(next("content 41", "content 41", 0, served(40), refused(41, GENERATION)))
        .isEqualTo(new Next.Refused(41, "a/b: wrong"));
  }

  @Test
  void a_content_that_pods_refused_is_tried_again_when_the_project_has_changed() {
    assertThat(next("content 41", null, 0, served(40), refused(41, GENERATION - 1)))
        .isEqualTo(new Next.Cut(42));
  }

  @Test
  void a_new_content_waits_for_the_schema() {
    var awaiting = new Schemas("SchemaPlan shop-main: Expanding", "");

    assertThat(next("new", awaiting, served(41)))
        .isEqualTo(new Next.AwaitSchema("SchemaPlan shop-main: Expanding"));
    assertThat(next("content 41", awaiting, served(41))).isEqualTo(new Next.Same(41));
  }

  @Test
  void a_content_that_pods_refused_is_tried_again_when_a_database_is_expanded() {
    var rejection = new KnownRelease.Rejection(GENERATION, "shop-main@1", "a/b: wrong");
    var refused = new KnownRelease(41, "content 41", rejection);

    assertThat(next("content 41", new Schemas(null, "shop-main@1"), served(40), refused))
        .isEqualTo(new Next.Refused(41, "a/b: wrong"));
    assertThat(next("content 41", new Schemas(null, "shop-main@2"), served(40), refused))
        .isEqualTo(new Next.Cut(42));
  }

  @Test
  void another_content_follows_one_that_was_refused() {
    assertThat(next("new", null, 0, served(40), refused(41, GENERATION)))
        .isEqualTo(new Next.Cut(42));
  }

  @Test
  void going_back_from_a_refused_content_is_no_new_release() {
    assertThat(next("content 40", "content 40", 0, served(40), refused(41, GENERATION)))
        .isEqualTo(new Next.Same(40));
  }

  @Test
  void nothing_is_cut_while_permissions_are_not_valid() {
    assertThat(next(null, null, 0, served(41))).isEqualTo(new Next.Frozen());
  }

  private static Next next(
      @Nullable String digest, @Nullable String manifest, long used, KnownRelease... known) {
    return Next.of(
        new Next.Facts(
            digest,
            List.of(known),
            used,
            manifest,
            GENERATION,
            Schemas.NONE,
            LONG_AGO,
            LONG_AGO,
            NOW));
  }

  private static Next next(String digest, Schemas schemas, KnownRelease... known) {
    return Next.of(
        new Next.Facts(
            digest, List.of(known), 0, digest, GENERATION, schemas, LONG_AGO, LONG_AGO, NOW));
  }

  private static Next.Facts facts(
      String digest,
      @Nullable String manifest,
      long used,
      long generation,
      long changedMillis,
      long waitingMillis,
      KnownRelease... known) {
    return new Next.Facts(
        digest,
        List.of(known),
        used,
        manifest,
        generation,
        Schemas.NONE,
        NOW.minusMillis(changedMillis),
        NOW.minusMillis(waitingMillis),
        NOW);
  }

  private static KnownRelease served(long revision) {
    return new KnownRelease(revision, "content " + revision, null);
  }

  private static KnownRelease refused(long revision, long generation) {
    return new KnownRelease(
        revision, "content " + revision, new KnownRelease.Rejection(generation, "", "a/b: wrong"));
  }
}
