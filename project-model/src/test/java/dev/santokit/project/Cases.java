package dev.santokit.project;

import java.time.Duration;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Inputs made at random from a seed. A failure names the seed of its case, with which {@code
 * -Dhostile.seed=…} makes that case again as the first. {@code -Dhostile.factor=100} runs a hundred
 * times as many.
 */
public final class Cases {

  private static final long SEED = Long.getLong("hostile.seed", 20_261_121);
  private static final int FACTOR = Integer.getInteger("hostile.factor", 1);

  /** Far more than any case takes, and a machine may be busy. */
  private static final Duration TOO_LONG = Duration.ofSeconds(20);

  private Cases() {}

  /** What must hold whatever the input. */
  public interface Check {
    /** Makes an input, and fails when what must hold does not. */
    void with(RandomGenerator random) throws Exception;
  }

  /** Runs a check many times. */
  public static void each(int count, Check check) {
    long cases = (long) count * FACTOR;
    for (long i = 0; i < cases; i++) {
      long seed = SEED + i;
      long start = System.nanoTime();
      try {
        check.with(new SplittableRandom(seed));
      } catch (Exception | AssertionError | StackOverflowError failed) {
        throw new AssertionError("-Dhostile.seed=" + seed + ": " + failed, failed);
      }
      if (System.nanoTime() - start > TOO_LONG.toNanos()) {
        throw new AssertionError("-Dhostile.seed=" + seed + " takes more than " + TOO_LONG);
      }
    }
    System.out.printf("%,d cases from seed %d%n", cases, SEED);
  }

  /** One of some. */
  @SafeVarargs
  public static <T> T one(RandomGenerator random, T... choices) {
    return choices[random.nextInt(choices.length)];
  }

  /** A text with a few of its parts taken out, doubled or moved, or with pieces put in. */
  public static String mutated(String text, String[] pieces, RandomGenerator random) {
    var mutated = new StringBuilder(text);
    for (int i = random.nextInt(4); i >= 0; i--) {
      int from = random.nextInt(mutated.length() + 1);
      int to = Math.min(mutated.length(), from + random.nextInt(6));
      switch (random.nextInt(3)) {
        case 0 -> mutated.delete(from, to);
        case 1 -> mutated.insert(from, one(random, pieces));
        default ->
            mutated.insert(random.nextInt(mutated.length() + 1), mutated.substring(from, to));
      }
    }
    return mutated.toString();
  }

  /** Fails unless it holds. Cheaper than a fluent assertion, of which millions would be made. */
  public static void require(boolean holds, Object about) {
    if (!holds) {
      throw new AssertionError("not so with " + about);
    }
  }
}
