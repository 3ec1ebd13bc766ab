/** Where the token of whoever is logged in comes from. It is asked before each call, so it may change at any time. */
export interface TokenStorage {
  /** The token that `Authorization: Bearer` shows; null, undefined or empty when nobody is logged in. */
  getToken(): string | null | undefined | Promise<string | null | undefined>;
}

/** What a client is made with. */
export interface ClientOptions {
  /** The server: `https://api.example.com`, or a path of the page's own server, `/api`. */
  baseUrl: string;
  /** How long a call may take, in milliseconds; `Infinity` for no limit. Default: 30000. */
  timeout?: number | undefined;
  /** What sends requests. Default: the global `fetch`. */
  fetch?: typeof globalThis.fetch | undefined;
  /** Sent with every call. An `Authorization` in it counts more than `tokenStorage`. */
  headers?: HeadersInit | undefined;
  /** Where the token comes from. Default: no token. */
  tokenStorage?: TokenStorage | undefined;
}

/** What one call is made with. */
export interface CallOptions {
  /** How long this call may take, in milliseconds, in the place of the client's. */
  timeout?: number | undefined;
  /** Added to the client's, in whose place they stand where both have one. */
  headers?: HeadersInit | undefined;
  /** Gives the call up. It and `timeout` work together: whichever comes first. */
  signal?: AbortSignal | undefined;
  /** Calls as nobody: without the token, and without an `Authorization` of the client's `headers`. */
  skipAuth?: boolean | undefined;
}

/** Parameters by name, for functions whose types are not known. */
export type CallParams = Readonly<Record<string, unknown>>;
