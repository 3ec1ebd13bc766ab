// What stands between the server and a function, evaluated once in every fresh realm before any code
// of the project. It keeps the intrinsics that it needs, so that nothing a function does to a
// prototype changes how its call is run. Its value is the function that begins one call, which gives
// the function that takes up what has come meanwhile.
(function () {
  'use strict';

  const { parse, stringify } = JSON;
  const { freeze, defineProperty } = Object;
  const { isArray } = Array;
  const { isInteger } = Number;
  const { apply, ownKeys } = Reflect;
  const { fromCharCode } = String;
  const { isView } = ArrayBuffer;
  const { iterator } = Symbol;
  const uncurry = Function.prototype.bind.bind(Function.prototype.call);
  const slice = uncurry(String.prototype.slice);
  const remember = uncurry(WeakMap.prototype.set);
  const recall = uncurry(WeakMap.prototype.get);
  const charCode = uncurry(String.prototype.charCodeAt);
  const lowerCase = uncurry(String.prototype.toLowerCase);
  const part = uncurry(Uint8Array.prototype.subarray);
  const text = String;
  const Bytes = Uint8Array;
  const Buffer = ArrayBuffer;
  const Later = Promise;

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

  // A reply is `=` and what was asked for, or `!` and the properties of a failure, or `?` and what was
  // done wrong, or `/` and why another server did not answer.
  function told(operation, a, b, c) {
    const reply = server(operation, a, b, c);
    const kind = reply[0];
    const rest = slice(reply, 1);
    if (kind === '!') throw new CallError(parse(rest));
    if (kind === '?') throw new RangeError(parse(rest));
    if (kind === '/') throw new TypeError(`fetch: ${parse(rest)}`);
    return rest;
  }

  // The same where it is JSON.
  function ask(operation, a, b, c) {
    return parse(told(operation, a, b, c));
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
    if (server === undefined) return; // a module that is looked at before it is called
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

  // Requests to other servers that are on their way, by number.
  const awaited = { __proto__: null };
  const CHUNK = 8192;

  // A text in which each character is a byte: how bytes pass between here and the server.
  function characters(bytes) {
    let result = '';
    for (let i = 0; i < bytes.length; i += CHUNK) {
      result += apply(fromCharCode, undefined, part(bytes, i, i + CHUNK));
    }
    return result;
  }

  function buffer(characters) {
    const bytes = new Bytes(characters.length);
    for (let i = 0; i < bytes.length; i++) bytes[i] = charCode(characters, i);
    return bytes.buffer;
  }

  // What is sent: its kind for the server, and its characters or bytes.
  function sent(body) {
    if (body === undefined || body === null) return ['bytes', ''];
    if (typeof body === 'string') return ['text', body];
    if (isView(body)) return ['bytes', characters(new Bytes(body.buffer, body.byteOffset, body.byteLength))];
    if (body instanceof Buffer) return ['bytes', characters(new Bytes(body))];
    throw new TypeError('body must be a string, an ArrayBuffer or a typed array');
  }

  // Names and values in turn, from an object, an array of pairs or anything that yields pairs.
  function pairs(headers) {
    const list = [];
    const add = (name, value) => {
      list[list.length] = text(name);
      list[list.length] = text(value);
    };
    if (headers === undefined || headers === null) return list;
    if (typeof headers !== 'object') throw new TypeError('headers must be an object');
    if (typeof headers[iterator] === 'function') for (const [name, value] of headers) add(name, value);
    else for (const name of ownKeys(headers)) add(name, headers[name]);
    return list;
  }

  async function fetch(resource, init) {
    if (server === undefined) throw new Error('fetch is for functions: a module cannot fetch while it is loaded');
    const { method = 'GET', headers, body, redirect = 'follow' } = init ?? {};
    const [kind, content] = sent(body);
    const request = { method: text(method), url: text(resource), headers: pairs(headers), redirect: text(redirect) };
    const number = ask('fetch', stringify(request), kind, content);
    return new Later((resolve, reject) => {
      awaited[number] = { resolve, reject };
    });
  }

  // Called by the server when a request is over.
  function deliver(number) {
    const { resolve, reject } = awaited[number];
    delete awaited[number];
    let response;
    try {
      response = responseOf(number, ask('fetched', number));
    } catch (failed) {
      reject(failed);
      return;
    }
    resolve(response);
  }

  function responseOf(number, { status, headers, url, redirected }) {
    let used = false;
    const content = (form) => {
      if (used) throw new TypeError('the body has been read already');
      used = true;
      return told('body', number, form);
    };
    const find = (name) => {
      const wanted = lowerCase(text(name));
      let found = null;
      for (let i = 0; i < headers.length; i += 2) {
        if (headers[i] === wanted) found = found === null ? headers[i + 1] : `${found}, ${headers[i + 1]}`;
      }
      return found;
    };
    function* entries() {
      for (let i = 0; i < headers.length; i += 2) yield [headers[i], headers[i + 1]];
    }
    return freeze({
      status,
      ok: status >= 200 && status < 300,
      url,
      redirected,
      headers: freeze({ get: find, has: (name) => find(name) !== null, entries, [iterator]: entries }),
      get bodyUsed() {
        return used;
      },
      text: async () => content('text'),
      json: async () => parse(content('text')),
      arrayBuffer: async () => buffer(content('bytes')),
    });
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
      fetch,
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
  globalThis.fetch = fetch;

  return (host, handler, params, request, settle) => {
    server = host;
    call(handler, params, request, settle);
    return deliver;
  };
})();
