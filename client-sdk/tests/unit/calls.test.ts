import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createClient, type ClientOptions, type SantokitClient } from '../../src/index.js';
import { TestServer } from './server.js';

/** Functions, as JavaScript without types sees them. */
interface AnyLogic extends Record<'users' | 'get' | 'a' | 'b' | 'c-d' | 'e' | 'then' | 'toJSON' | '_secret', AnyLogic> {
  (params?: unknown, options?: unknown): Promise<unknown>;
  [name: symbol]: AnyLogic;
}

let server: TestServer;
beforeEach(async () => {
  server = new TestServer();
  await server.start();
});
afterEach(async () => {
  await server.stop();
});

function client(options: Partial<ClientOptions> = {}): SantokitClient {
  return createClient({ baseUrl: server.url, ...options });
}

function logic(): AnyLogic {
  return client().logic as unknown as AnyLogic;
}

describe('a call', () => {
  test('sends path and params and gives the result', async () => {
    server.replies = [{ body: '[{"id":1}]' }];
    expect(await logic().users.get({ id: 1 })).toEqual([{ id: 1 }]);
    expect(server.received[0]).toMatchObject({ url: '/call', body: { path: 'users/get', params: { id: 1 } } });
    expect(server.received[0]?.headers['content-type']).toBe('application/json');
  });

  test('reaches functions at any depth', async () => {
    await logic().a.b['c-d'].e();
    expect(server.received[0]?.body).toEqual({ path: 'a/b/c-d/e' });
  });

  test('by path needs no types', async () => {
    server.replies = [{ body: '7' }];
    expect(await client().call<number>('numbers/next', { after: 6 })).toBe(7);
    expect(server.received[0]?.body).toEqual({ path: 'numbers/next', params: { after: 6 } });
  });

  test('keeps the path of baseUrl, with or without a slash at its end', async () => {
    await createClient({ baseUrl: `${server.url}/shop/` }).call('a/b');
    expect(server.received[0]?.url).toBe('/shop/call');
  });

  test.each(['', 'example.com', 'ftp://example.com', 'https://'])('to %j is refused at once', (baseUrl) => {
    expect(() => createClient({ baseUrl })).toThrow(TypeError);
  });
});

describe('logic', () => {
  test('is no promise, so awaiting a namespace sends nothing', async () => {
    await Promise.resolve(logic().users);
    expect(server.received).toEqual([]);
  });

  test('is no JSON, and shows itself without sending anything', () => {
    const users = logic().users;
    expect(JSON.stringify({ users })).toBe('{}');
    expect(String(users)).toBe('[logic users]');
    expect(inspect(users)).toContain('Function');
    expect(server.received).toEqual([]);
  });

  test('has no functions that are named by symbols or are private', () => {
    const users = logic().users;
    expect(users[Symbol.iterator]).toBeUndefined();
    expect(users._secret).toBeUndefined();
    expect(users.then).toBeUndefined();
    expect(users.toJSON).toBeUndefined();
  });

  test('leads to no prototype and cannot be written to', async () => {
    const users = logic().users;
    expect(Object.getPrototypeOf(users)).toBeNull();
    expect(Reflect.get(users, '__proto__')).toBeUndefined();
    await (Reflect.get(users, 'constructor') as AnyLogic)();
    expect(server.received[0]?.body.path).toBe('users/constructor');
    expect(() => Object.assign(users, { get: 1 })).toThrow(TypeError);
    expect(() => Object.setPrototypeOf(users, {}) as unknown).toThrow(TypeError);
  });
});

describe('headers', () => {
  test('show the token that the storage has at that time', async () => {
    const tokens = [undefined, 'abc'];
    const caller = client({ tokenStorage: { getToken: () => Promise.resolve(tokens.shift()) } });
    await caller.call('a/b');
    await caller.call('a/b');
    expect(server.received.map((r) => r.headers.authorization)).toEqual([undefined, 'Bearer abc']);
  });

  test('of the client go with every call, those of a call in their place', async () => {
    const caller = client({ headers: { 'X-One': '1', 'X-Two': '2' } });
    await caller.call('a/b', undefined, { headers: { 'x-two': 'two' } });
    expect(server.received[0]?.headers).toMatchObject({ 'x-one': '1', 'x-two': 'two' });
  });

  test('have no token with skipAuth', async () => {
    const caller = client({ headers: { Authorization: 'Bearer fixed' }, tokenStorage: { getToken: () => 'abc' } });
    await caller.call('a/b', undefined, { skipAuth: true });
    expect(server.received[0]?.headers.authorization).toBeUndefined();
  });

  test('say what the caller wrote where there is a token, too', async () => {
    const caller = client({ tokenStorage: { getToken: () => 'abc' } });
    await caller.call('a/b', undefined, { headers: { authorization: 'Bearer other' } });
    expect(server.received[0]?.headers.authorization).toBe('Bearer other');
  });

  test('that cannot be made fail the call with their own error', async () => {
    const broken = new Error('the keychain is locked');
    const caller = client({ tokenStorage: { getToken: () => Promise.reject(broken) } });
    await expect(caller.call('a/b')).rejects.toBe(broken);
  });
});

test('fetch may be another', async () => {
  const seen: string[] = [];
  const fetch: typeof globalThis.fetch = (input) => {
    seen.push(input as string);
    return Promise.resolve(new Response('1'));
  };
  expect(await createClient({ baseUrl: '/api', fetch }).call('a/b')).toBe(1);
  expect(seen).toEqual(['/api/call']);
});
