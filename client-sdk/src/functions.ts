import type { CallOptions, CallParams } from './options.js';

/** Sends a call. */
export type Send = (path: string, params?: CallParams, options?: CallOptions) => Promise<unknown>;

/** JavaScript asks every object for these on its own: whether it is a promise, and how it becomes JSON. */
const NO_FUNCTIONS = new Set(['then', 'toJSON']);

/**
 * The functions below a path, at any depth. Which there are only the server knows, so every name leads on; names that
 * begin with `_` are private and lead nowhere, which `__proto__` is one of.
 *
 * @param path as far as it is known, `users`; empty at the top
 */
export function functionsBelow(send: Send, path = ''): unknown {
  const call = (params?: CallParams, options?: CallOptions): Promise<unknown> => send(path, params, options);
  // Nothing is inherited: constructor and the like are names as any other.
  const target = Object.preventExtensions(Object.setPrototypeOf(call, null) as typeof call);
  return new Proxy(target, {
    get(_, name) {
      if (name === Symbol.toPrimitive) {
        return () => `[logic ${path}]`;
      }
      if (typeof name === 'symbol' || NO_FUNCTIONS.has(name) || name.startsWith('_')) {
        return undefined;
      }
      return functionsBelow(send, path === '' ? name : `${path}/${name}`);
    },
  });
}
