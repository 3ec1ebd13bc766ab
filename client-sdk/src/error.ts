/** Codes that a server answers with; a function may answer with others of its own. */
export type ServerErrorCode =
  | 'VALIDATION_ERROR'
  | 'AUTHENTICATION_ERROR'
  | 'AUTHORIZATION_ERROR'
  | 'NOT_FOUND'
  | 'METHOD_NOT_ALLOWED'
  | 'CONFLICT'
  | 'PAYLOAD_TOO_LARGE'
  | 'RATE_LIMIT'
  | 'INTERNAL_ERROR'
  | 'RESULT_TOO_LARGE'
  | 'UNAVAILABLE'
  | 'TIMEOUT';

/**
 * Codes of calls that no server answered as it should.
 *
 * - `NETWORK_ERROR`: no connection, or it broke. What the call does may have been done.
 * - `CLIENT_TIMEOUT`: `timeout` was over first. What the call does may have been done.
 * - `ABORTED`: `signal` gave it up; `cause` is the signal's reason.
 * - `INVALID_RESPONSE`: something answered that is no Santokit server, for example a proxy; see `statusCode`.
 */
export type ClientErrorCode = 'NETWORK_ERROR' | 'CLIENT_TIMEOUT' | 'ABORTED' | 'INVALID_RESPONSE';

/** What `code` may be; any other string is a code that a function made up. */
export type ErrorCode = ServerErrorCode | ClientErrorCode | (string & {});

/** What is known of a failure besides its words. */
export interface ErrorFacts {
  code: ErrorCode;
  path: string;
  statusCode?: number | undefined;
  requestId?: string | undefined;
  details?: unknown;
  cause?: unknown;
}

/** A call that failed. Branch on `code`, show `message`, give `requestId` to whoever runs the server. */
export class SantokitError extends Error {
  override readonly name = 'SantokitError';
  /** Why, for programs. */
  readonly code: ErrorCode;
  /** The function that was called: `users/get`. */
  readonly path: string;
  /** The status of HTTP; undefined when there was no answer. */
  readonly statusCode: number | undefined;
  /** What the server's log calls this call; undefined when no server said it. */
  readonly requestId: string | undefined;
  /** What the server says besides, for example `{parameter: "id"}`; undefined when it says nothing. */
  readonly details: unknown;

  /** Made by the client; public for tests of what handles errors. */
  constructor(message: string, facts: ErrorFacts) {
    super(message, facts.cause === undefined ? undefined : { cause: facts.cause });
    this.code = facts.code;
    this.path = facts.path;
    this.statusCode = facts.statusCode;
    this.requestId = facts.requestId;
    this.details = facts.details;
  }
}
