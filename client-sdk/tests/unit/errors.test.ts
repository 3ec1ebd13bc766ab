import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createClient, SantokitError, type CallOptions } from '../../src/index.js';
import { TestServer } from './server.js';

let server: TestServer;
beforeEach(async () => {
  server = new TestServer();
  await server.start();
});
afterEach(async () => {
  await server.stop();
});

async function failure(options: CallOptions = {}, baseUrl = server.url): Promise<SantokitError> {
  try {
    await createClient({ baseUrl }).call('users/get', {}, options);
  } catch (error) {
    expect(error).toBeInstanceOf(SantokitError);
    return error as SantokitError;
  }
  throw new Error('the call did not fail');
}

describe('an error of the server', () => {
  test('is told in its own words, with its code, status, details and request', async () => {
    server.refuses(400, {
      code: 'VALIDATION_ERROR',
      message: 'Missing required parameter: id',
      details: { parameter: 'id' },
      requestId: 'r-1',
    });
    expect(await failure()).toMatchObject({
      name: 'SantokitError',
      message: 'Missing required parameter: id',
      code: 'VALIDATION_ERROR',
      statusCode: 400,
      path: 'users/get',
      requestId: 'r-1',
      details: { parameter: 'id' },
    });
  });

  test.each([
    ['a page of a proxy', { status: 502, body: '<html>' }],
    ['an error of another shape', { status: 500, body: '{"message":"boom"}' }],
    ['a result that is no JSON', { status: 200, body: 'OK' }],
    ['an answer that a call never has', { status: 204, body: '' }],
  ])('is not taken for one when it is %s', async (_, reply) => {
    server.replies = [{ ...reply, headers: { 'X-Request-ID': 'r-2' } }];
    expect(await failure()).toMatchObject({
      code: 'INVALID_RESPONSE',
      statusCode: reply.status,
      requestId: 'r-2',
      path: 'users/get',
    });
  });

  test('is not one when the answer leads elsewhere: a token is for one server', async () => {
    server.replies = [{ status: 307, headers: { Location: 'http://127.0.0.1:1/' }, body: '' }];
    expect(await failure()).toMatchObject({ code: 'NETWORK_ERROR', statusCode: undefined });
  });
});

describe('without an answer', () => {
  test('nobody listens: NETWORK_ERROR with its cause', async () => {
    const error = await failure({}, 'http://127.0.0.1:1');
    expect(error).toMatchObject({ code: 'NETWORK_ERROR', statusCode: undefined, requestId: undefined });
    expect(error.cause).toBeInstanceOf(Error);
  });

  test('the connection breaks: NETWORK_ERROR', async () => {
    server.replies = ['break'];
    expect(await failure()).toMatchObject({ code: 'NETWORK_ERROR' });
  });

  test('the time is over: CLIENT_TIMEOUT, also with a signal of the caller', async () => {
    server.replies = ['hang'];
    const error = await failure({ timeout: 30, signal: new AbortController().signal });
    expect(error).toMatchObject({ code: 'CLIENT_TIMEOUT', message: 'No answer within 30 ms' });
  });

  test('the caller gives up: ABORTED with the reason, also with a timeout', async () => {
    server.replies = ['hang'];
    const controller = new AbortController();
    const reason = new Error('the page was left');
    setTimeout(() => {
      controller.abort(reason);
    }, 20);
    expect(await failure({ timeout: 10_000, signal: controller.signal })).toMatchObject({
      code: 'ABORTED',
      cause: reason,
    });
  });

  test('the caller had given up before: ABORTED, and nothing is sent', async () => {
    expect(await failure({ signal: AbortSignal.abort() })).toMatchObject({ code: 'ABORTED' });
    expect(server.received).toEqual([]);
  });

  test('a fetch that hears no signal does not hold up the timeout', async () => {
    const deaf = createClient({ baseUrl: server.url, fetch: () => new Promise(() => undefined), timeout: 30 });
    await expect(deaf.call('a/b')).rejects.toMatchObject({ code: 'CLIENT_TIMEOUT' });
  });

  test.each([0, -1, Number.NaN])('a timeout of %d is a mistake', async (timeout) => {
    expect(() => createClient({ baseUrl: server.url, timeout })).toThrow(TypeError);
    await expect(createClient({ baseUrl: server.url }).call('a/b', {}, { timeout })).rejects.toThrow(TypeError);
  });
});

describe('429', () => {
  const busy = {
    status: 429,
    headers: { 'Retry-After': '0' },
    body: '{"error":{"code":"RATE_LIMIT","message":"Too many","requestId":"r"}}',
  };

  test('with Retry-After is tried again then', async () => {
    server.replies = [busy, busy, { body: '1' }];
    expect(await createClient({ baseUrl: server.url }).call('a/b')).toBe(1);
    expect(server.received).toHaveLength(3);
  });

  test('again and again ends', async () => {
    server.replies = [busy];
    expect(await failure()).toMatchObject({ code: 'RATE_LIMIT', statusCode: 429 });
    expect(server.received).toHaveLength(4);
  });

  test('with more to wait than the call has time is told at once', async () => {
    server.replies = [{ ...busy, headers: { 'Retry-After': '60' } }];
    expect(await failure({ timeout: 5_000 })).toMatchObject({ code: 'RATE_LIMIT' });
    expect(server.received).toHaveLength(1);
  });

  test('without Retry-After is told at once', async () => {
    server.replies = [{ status: 429, body: busy.body }];
    expect(await failure()).toMatchObject({ code: 'RATE_LIMIT' });
    expect(server.received).toHaveLength(1);
  });
});
