// What stands between the server and a function, evaluated once in every fresh realm before any code
// of the project. It keeps the intrinsics that it needs, so that nothing a function does to a
// prototype changes how its call is run. Its value is the function that runs one call.
(function () {
  'use strict';

  const { parse, stringify } = JSON;
  const { freeze, defineProperty } = Object;
  const { isArray } = Array;
  const { isInteger } = Number;
  const uncurry = Function.prototype.bind.bind(Function.prototype.call);
  const slice = uncurry(String.prototype.slice);
  const remember = uncurry(WeakMap.prototype.set);
  const recall = uncurry(WeakMap.prototype.get);
  const text = String;

  // Failures of the server's side by the error that a function sees, so that one which nobody
  // catches is answered as what it was, and none can be forged.
  const failures = new WeakMap();

  class CallError extends Error {
    constructor({ id, message, status, code, details }) {
      super(message);
      this.status = status;
      this.code = code;
      if (details !== undefined) this.details = details;
      remember(failures, this, id);
    }
  }
  defineProperty(CallError.prototype, 'name', { value: 'CallError', configurable: true, writable: true });

  let server;

  // A reply is `=` and JSON, or `!` and the properties of a failure, or `?` and what was done wrong.
  function ask(operation, a, b, c) {
    const reply = server(operation, a, b, c);
    const kind = reply[0];
    const body = parse(slice(reply, 1));
    if (kind === '!') throw new CallError(body);
    if (kind === '?') throw new RangeError(body);
    return body;
  }

  // Values of $1, $2 …: JSON, and a BigInt as its digits.
  function encoded(params) {
    if (params === undefined || params === null) return '[]';
    if (!isArray(params)) throw new TypeError('params must be an array: the values of $1, $2 …');
    let json = '[';
    for (let i = 0; i < params.length; i++) {
      const value = params[i];
      const item = typeof value === 'bigint' ? text(value) : stringify(value);
      json += (i === 0 ? '' : ',') + (item === undefined ? 'null' : item);
    }
    return json + ']';
  }

  function encodedObject(params) {
    const json = params === undefined ? '{}' : stringify(params);
    if (json === undefined) throw new TypeError('params must be an object');
    return json;
  }

  function wanted(name, value) {
    if (typeof value !== 'string') throw new TypeError(`${name} must be a string`);
    return value;
  }

  function shown(value) {
    if (typeof value === 'string') return value;
    try {
      if (value instanceof Error) return text(value.stack);
      const json = stringify(value);
      return json === undefined ? text(value) : json;
    } catch {
      return typeof value === 'symbol' ? 'Symbol' : text(typeof value);
    }
  }

  function line(level, values) {
    let joined = '';
    for (let i = 0; i < values.length; i++) joined += (i === 0 ? '' : ' ') + shown(values[i]);
    server('log', level, joined);
  }

  const log = freeze({
    debug: (...values) => line('debug', values),
    info: (...values) => line('info', values),
    warn: (...values) => line('warn', values),
    error: (...values) => line('error', values),
  });

  function absent(name) {
    return () => {
      throw new Error(`${name} is not supported yet`);
    };
  }

  async function transaction(alias, work) {
    wanted('alias', alias);
    if (typeof work !== 'function') throw new TypeError('db.tx takes a function: async tx => { … }');
    const number = ask('begin', alias);
    const tx = freeze({
      query: async (sql, params) => ask('queryIn', number, wanted('sql', sql), encoded(params)),
    });
    let result;
    try {
      result = await work(tx);
    } catch (thrown) {
      ask('rollback', number);
      throw thrown;
    }
    ask('commit', number);
    return result;
  }

  function contextOf(request) {
    return freeze({
      db: freeze({
        query: async (alias, sql, params) =>
          ask('query', wanted('alias', alias), wanted('sql', sql), encoded(params)),
        queryDefault: async (sql, params) => ask('query', null, wanted('sql', sql), encoded(params)),
        tx: transaction,
      }),
      invoke: async (path, params) =>
        ask('invoke', wanted('path', path), encodedObject(params)),
      getSecret: (name) => ask('secret', wanted('name', name)),
      storage: freeze({
        createUploadUrl: absent('context.storage.createUploadUrl'),
        createDownloadUrl: absent('context.storage.createDownloadUrl'),
        delete: absent('context.storage.delete'),
      }),
      fetch: absent('context.fetch'),
      request: deepFrozen(request),
      log,
    });
  }

  function deepFrozen(value) {
    if (typeof value !== 'object' || value === null) return value;
    for (const key in value) deepFrozen(value[key]);
    return freeze(value);
  }

  // What a throw means to the caller. Reading it may run the project's code (getters), so it happens
  // here, under the same limits.
  function meaning(thrown) {
    const stack = shown(thrown);
    if (typeof thrown !== 'object' || thrown === null) return { stack };
    const failure = recall(failures, thrown);
    if (failure !== undefined) return { stack, failure };
    const { status, code, message, details } = thrown;
    return {
      stack,
      status: isInteger(status) ? status : undefined,
      code: typeof code === 'string' ? code : undefined,
      message: typeof message === 'string' ? message : undefined,
      details,
    };
  }

  async function call(handler, params, request, settle) {
    let json;
    try {
      const module = await import(handler);
      const run = module.default;
      if (typeof run !== 'function') throw new TypeError(`${handler} has no function as its default export`);
      const result = stringify(await run(parse(params), contextOf(parse(request))));
      json = result === undefined ? 'null' : result;
    } catch (thrown) {
      let meant;
      try {
        meant = stringify(meaning(thrown));
      } catch {
        meant = stringify({ stack: 'what was thrown cannot be read' });
      }
      settle('threw', meant);
      return;
    }
    settle('returned', json);
  }

  globalThis.console = {
    log: log.info,
    debug: log.debug,
    info: log.info,
    warn: log.warn,
    error: log.error,
    trace: log.debug,
  };
  globalThis.fetch = absent('fetch');

  return (host, handler, params, request, settle) => {
    server = host;
    call(handler, params, request, settle);
  };
})();
