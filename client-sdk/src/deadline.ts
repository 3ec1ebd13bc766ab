/** Why a call was given up. */
export type GivenUp = 'CLIENT_TIMEOUT' | 'ABORTED';

/** Timers take 32 bits; more would end at once. */
const LONGEST_TIMER = 2 ** 31 - 1;

/** The time of one call: ends with its timeout or with the caller's signal, whichever comes first. */
export class Deadline {
  readonly #controller = new AbortController();
  readonly #outer: AbortSignal | undefined;
  readonly #end: number;
  readonly #over: Promise<never>;
  readonly #timer: ReturnType<typeof setTimeout> | undefined;
  #why: GivenUp | undefined;

  /** @param timeout milliseconds; Infinity for none */
  constructor(timeout: number, outer: AbortSignal | undefined) {
    this.#outer = outer;
    this.#end = Date.now() + timeout;
    this.#over = new Promise((_, reject) => {
      this.signal.addEventListener('abort', () => {
        reject(new Error('given up'));
      });
    });
    this.#over.catch(() => undefined); // nobody may be waiting when it ends
    if (outer?.aborted === true) {
      this.#abort();
      return;
    }
    outer?.addEventListener('abort', this.#abort);
    if (timeout !== Infinity) {
      this.#timer = setTimeout(this.#expire, Math.min(timeout, LONGEST_TIMER));
    }
  }

  readonly #abort = (): void => {
    this.#giveUp('ABORTED');
  };

  readonly #expire = (): void => {
    this.#giveUp('CLIENT_TIMEOUT');
  };

  #giveUp(why: GivenUp): void {
    this.#why ??= why;
    this.#controller.abort();
  }

  /** Aborts when the time is over. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Why the call was given up; undefined while it was not. */
  get why(): GivenUp | undefined {
    return this.#why;
  }

  /** What the caller's signal says why. */
  get reason(): unknown {
    return this.#outer?.reason as unknown;
  }

  /** Waits. False, at once, when there is not that much time; false, too, when the call is given up meanwhile. */
  async wait(milliseconds: number): Promise<boolean> {
    if (Date.now() + milliseconds >= this.#end || this.signal.aborted) {
      return false;
    }
    return new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        this.signal.removeEventListener('abort', done);
        resolve(!this.signal.aborted);
      };
      const timer = setTimeout(done, milliseconds);
      this.signal.addEventListener('abort', done);
    });
  }

  /** The result, or a rejection as soon as the time is over: not everything listens to signals. */
  within<T>(work: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      work.then(resolve, reject);
      this.#over.catch(reject);
    });
  }

  /** Lets go of timer and signal. */
  close(): void {
    clearTimeout(this.#timer);
    this.#outer?.removeEventListener('abort', this.#abort);
  }
}
