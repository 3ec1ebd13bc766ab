package dev.santokit.server.wasm;

/**
 * How much memory and how large tables a call and all calls that it makes may have together.
 *
 * @param pages of 64 KiB
 */
record MemoryCap(int pages) {

  static final int PAGE_BYTES = 1 << 16;

  /** Tables are for functions; a module with more has other plans. */
  static final int TABLE_ENTRIES = 100_000;

  static final int TABLES = 10;

  private static final int MOST_MEBIBYTES = 256;
  private static final int LEAST_MEBIBYTES = 16;
  private static final int PAGES_PER_MEBIBYTE = 16;

  /**
   * 256 MiB, or less where all threads together would then take more than half of the heap; at
   * least 16 MiB.
   *
   * @param heap bytes
   * @param threads how many calls can run at once
   */
  static MemoryCap of(long heap, int threads) {
    long share = (heap / 2 / threads) >> 20;
    long mebibytes = Math.clamp(share, LEAST_MEBIBYTES, MOST_MEBIBYTES);
    return new MemoryCap((int) mebibytes * PAGES_PER_MEBIBYTE);
  }

  int mebibytes() {
    return pages / PAGES_PER_MEBIBYTE;
  }
}
