// eslint-disable-next-line @typescript-eslint/triple-slash-reference -- as a project's tsconfig.json includes it
/// <reference path="./santokit-env.d.ts" />
import { createClient, SantokitError, type SantokitClient } from '@santokit/client';
import { describe, expect, test } from 'tstyche';

declare const client: SantokitClient;

describe('functions that stk sync wrote', () => {
  test('are those of createClient().logic', () => {
    expect(createClient({ baseUrl: 'https://example.com' }).logic).type.toHaveProperty('products');
    expect(client.logic).type.not.toHaveProperty('nothing');
    expect(client.logic.products).type.not.toHaveProperty('nothing');
  });

  test('have results', () => {
    expect(client.logic.products.list()).type.toBe<
      Promise<{ id: string; name: string; price: number; stock: number }[]>
    >();
    expect(client.logic.users.get({ id: '1' })).type.toBe<
      Promise<
        {
          id: string;
          nickname: string | null;
          role: 'admin' | 'customer';
          roles: ('admin' | 'customer' | null)[] | null;
          'full name': string | null;
          extra: unknown;
        }[]
      >
    >();
    expect(client.logic.users.touch()).type.toBe<Promise<[]>>();
    expect(client.logic.users.page()).type.toBe<
      Promise<{ users: { id: string; seen: string | null }[]; total: number; tags: string[] }>
    >();
  });

  test('are reached below another function, by names that are no identifiers', () => {
    expect(client.logic.users.get['by-email'].find({ email: 'a@b.c' })).type.toBe<Promise<unknown>>();
  });
});

describe('params', () => {
  test('are needed when one of them is', () => {
    expect(client.logic.users.get).type.not.toBeCallableWith();
    expect(client.logic.users.get).type.not.toBeCallableWith({});
    expect(client.logic.users.get).type.toBeCallableWith({ id: '1' });
  });

  test('are optional when all of them are', () => {
    expect(client.logic.products.list).type.toBeCallableWith();
    expect(client.logic.products.list).type.toBeCallableWith({});
    expect(client.logic.products.list).type.toBeCallableWith({ limit: 5 });
  });

  test('have their types, and no others have any', () => {
    expect(client.logic.products.list).type.not.toBeCallableWith({ limit: '5' });
    expect(client.logic.products.list).type.not.toBeCallableWith({ limt: 5 });
    expect(client.logic.users.get).type.not.toBeCallableWith({ id: 1 });
    expect(client.logic.users.touch).type.not.toBeCallableWith({ any: 1 });
  });

  test('are followed by options', () => {
    expect(client.logic.products.list).type.toBeCallableWith(undefined, {
      timeout: 1,
      headers: { a: 'b' },
      signal: new AbortController().signal,
      skipAuth: true,
    });
    expect(client.logic.products.list).type.not.toBeCallableWith({}, { timeOut: 1 });
  });
});

test('what the server does not have is not there', () => {
  expect(client).type.not.toHaveProperty('auth');
  expect(client).type.not.toHaveProperty('files');
});

test('a call by path gives what its caller says, else unknown', () => {
  expect(client.call('a/b')).type.toBe<Promise<unknown>>();
  expect(client.call<number>('a/b', { x: 1 })).type.toBe<Promise<number>>();
});

test('an error has facts that may be absent', () => {
  expect<SantokitError['statusCode']>().type.toBe<number | undefined>();
  expect<SantokitError['requestId']>().type.toBe<string | undefined>();
  expect<SantokitError['details']>().type.toBe<unknown>();
  expect<'NOT_FOUND'>().type.toBeAssignableTo<SantokitError['code']>();
});
