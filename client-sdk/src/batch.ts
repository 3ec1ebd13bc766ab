import type { CallOptions, CallParams } from './options.js';

/** One call of several. */
export interface BatchCall {
  /** The function, `users/get`, or an operation on a table, `crud/main/posts/insert`. */
  path: string;
  params?: CallParams | undefined;
}

/** What several calls are made with. */
export interface BatchOptions extends CallOptions {
  /** The database that all of them are for. Default: `main`. */
  transaction?: string | undefined;
}
