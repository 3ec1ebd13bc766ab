package dev.santokit.project.quantity;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Sizes in bytes as Kubernetes quantities: {@code 512Ki}, {@code 1Mi}, {@code 5M}, {@code 1048576}.
 * See https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/ for the
 * grammar; milli-units and exponents mean nothing for bytes and are refused.
 */
public final class Sizes {

  /** The grammar, as messages show it. */
  public static final String GRAMMAR = "a size in bytes like 512Ki, 1Mi, 5M or 1048576";

  private static final Pattern WHOLE =
      Pattern.compile("([0-9]{1,15}(?:\\.[0-9]{1,9})?)(|k|M|G|T|Ki|Mi|Gi|Ti)");

  private Sizes() {}

  /** The number of bytes, or empty when {@code text} is no size or no whole number of bytes. */
  public static Optional<Long> parse(String text) {
    var whole = WHOLE.matcher(text);
    if (!whole.matches()) {
      return Optional.empty();
    }
    try {
      BigDecimal unit = BigDecimal.valueOf(unit(whole.group(2)));
      return Optional.of(new BigDecimal(whole.group(1)).multiply(unit).longValueExact());
    } catch (ArithmeticException notWholeOrTooLarge) {
      return Optional.empty();
    }
  }

  private static long unit(String suffix) {
    return switch (suffix) {
      case "" -> 1;
      case "k" -> 1_000;
      case "M" -> 1_000_000;
      case "G" -> 1_000_000_000;
      case "T" -> 1_000_000_000_000L;
      case "Ki" -> 1L << 10;
      case "Mi" -> 1L << 20;
      case "Gi" -> 1L << 30;
      case "Ti" -> 1L << 40;
      default -> throw new IllegalArgumentException("the pattern has no unit " + suffix);
    };
  }
}
