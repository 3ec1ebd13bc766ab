import { type Answer, resultOf, retryAfter } from './answer.js';
import type { BatchCall, BatchOptions } from './batch.js';
import { type CrudDatabase, tablesOf } from './crud.js';
import { Deadline } from './deadline.js';
import { SantokitError } from './error.js';
import { functionsBelow } from './functions.js';
import type { LogicNamespace } from './logic.js';
import type { CallOptions, CallParams, ClientOptions } from './options.js';

const DEFAULT_TIMEOUT = 30_000;
/** Who is told to wait this often in one call will be told so again. */
const MOST_RETRIES = 3;

/** Calls the functions of one project. */
export interface SantokitClient {
  /** The functions by name, at any depth: `client.logic.users.profile.get({id})`. */
  readonly logic: LogicNamespace;
  /**
   * Calls a function by its path, `users/profile/get`: one whose name is only known at run time, or whose types are not.
   *
   * @throws SantokitError when there is no result
   */
  call<Result = unknown>(path: string, params?: CallParams, options?: CallOptions): Promise<Result>;
  /**
   * Makes several calls in one transaction: all of them count, or none.
   *
   * @returns their results in their order
   * @throws SantokitError when one has no result; `details.index` says which
   */
  batch<Results extends readonly unknown[] = unknown[]>(
    calls: readonly BatchCall[],
    options?: BatchOptions,
  ): Promise<Results>;
  /** The tables of a database, by its alias: `client.crud('main').table('posts').select({limit: 10})`. */
  crud(alias: string): CrudDatabase;
}

/**
 * A client. Nothing is sent yet.
 *
 * @throws TypeError when an option makes no sense
 */
export function createClient(options: ClientOptions): SantokitClient {
  const caller = new Caller(options);
  const send = caller.call.bind(caller);
  return Object.freeze({
    // What the proxy can do no type says: the declaration file of the project does.
    logic: functionsBelow(send) as LogicNamespace,
    call: async <Result>(path: string, params?: CallParams, callOptions?: CallOptions): Promise<Result> =>
      (await send(path, params, callOptions)) as Result,
    batch: async <Results extends readonly unknown[]>(
      calls: readonly BatchCall[],
      batchOptions?: BatchOptions,
    ): Promise<Results> => (await caller.batch(calls, batchOptions)) as Results,
    crud: (alias: string) => tablesOf(send, alias),
  });
}

interface Call {
  path: string;
  body: string;
  options: CallOptions;
}

class Caller {
  readonly #url: string;
  readonly #timeout: number;
  readonly #options: ClientOptions;

  constructor(options: ClientOptions) {
    this.#url = `${base(options.baseUrl)}/call`;
    this.#timeout = milliseconds(options.timeout ?? DEFAULT_TIMEOUT);
    this.#options = options;
  }

  call(path: string, params?: CallParams, options: CallOptions = {}): Promise<unknown> {
    return this.#send({ path, body: JSON.stringify({ path, params }), options });
  }

  batch(calls: readonly BatchCall[], options: BatchOptions = {}): Promise<unknown> {
    const body = JSON.stringify({ batch: calls, transaction: options.transaction });
    return this.#send({ path: 'batch', body, options });
  }

  async #send(call: Call): Promise<unknown> {
    const { path, options } = call;
    const timeout = options.timeout === undefined ? this.#timeout : milliseconds(options.timeout);
    const deadline = new Deadline(timeout, options.signal);
    let answer: Answer;
    try {
      answer = await this.#answer(call, deadline);
    } catch (failure) {
      throw deadline.why === undefined ? failure : givenUp(path, deadline, timeout);
    } finally {
      deadline.close();
    }
    return resultOf(path, answer);
  }

  /** The last answer: one that says when to come back is taken at its word while there is time. */
  async #answer(call: Call, deadline: Deadline): Promise<Answer> {
    for (let retries = 0; ; retries++) {
      const headers = await deadline.within(this.#headers(call.options));
      const answer = await deadline.within(this.#request(call, headers, deadline.signal));
      const pause = answer.status === 429 ? retryAfter(answer.headers) : undefined;
      if (pause === undefined || retries === MOST_RETRIES || !(await deadline.wait(pause))) {
        return answer;
      }
    }
  }

  async #request(call: Call, headers: Headers, signal: AbortSignal): Promise<Answer> {
    const send = this.#options.fetch ?? globalThis.fetch;
    try {
      const response = await send(this.#url, {
        method: 'POST',
        headers,
        body: call.body,
        signal,
        redirect: 'error', // a call is for the server that it names, and so is a token
      });
      return { status: response.status, headers: response.headers, text: await response.text() };
    } catch (cause) {
      throw new SantokitError('The server cannot be reached', { code: 'NETWORK_ERROR', path: call.path, cause });
    }
  }

  async #headers(options: CallOptions): Promise<Headers> {
    const headers = new Headers(this.#options.headers);
    if (options.skipAuth === true) {
      headers.delete('Authorization');
    } else if (!headers.has('Authorization')) {
      const token = await this.#options.tokenStorage?.getToken();
      if (token !== undefined && token !== null && token !== '') {
        headers.set('Authorization', `Bearer ${token}`);
      }
    }
    new Headers(options.headers).forEach((value, name) => {
      headers.set(name, value);
    });
    headers.set('Content-Type', 'application/json');
    return headers;
  }
}

function givenUp(path: string, deadline: Deadline, timeout: number): SantokitError {
  return deadline.why === 'CLIENT_TIMEOUT'
    ? new SantokitError(`No answer within ${String(timeout)} ms`, { code: 'CLIENT_TIMEOUT', path })
    : new SantokitError('The call was given up', { code: 'ABORTED', path, cause: deadline.reason });
}

function base(url: string): string {
  if (!/^(https?:\/\/[^/]|\/)/i.test(url)) {
    throw new TypeError(`baseUrl is no address of a server: ${url}; write for example https://api.example.com`);
  }
  return url.replace(/\/+$/, '');
}

function milliseconds(timeout: number): number {
  if (!(timeout > 0)) {
    throw new TypeError(`timeout is a number of milliseconds above 0, not ${String(timeout)}`);
  }
  return timeout;
}
