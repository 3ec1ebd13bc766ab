import { afterEach, beforeEach, expect, test } from 'vitest';
import { createClient, SantokitError, type SantokitClient } from '../../src/index.js';
import { TestServer } from './server.js';

let server: TestServer;
let client: SantokitClient;
beforeEach(async () => {
  server = new TestServer();
  await server.start();
  client = createClient({ baseUrl: server.url });
});
afterEach(async () => {
  await server.stop();
});

interface Post {
  id: number;
  title: string | null;
}

test('several calls are one request, and its results are theirs', async () => {
  server.replies = [{ body: '[[{"id":1}],7]' }];
  const [added, count] = await client.batch<[Post[], number]>([
    { path: 'posts/add', params: { title: 'a' } },
    { path: 'posts/count' },
  ]);
  expect(added).toEqual([{ id: 1 }]);
  expect(count).toBe(7);
  expect(server.received[0]).toMatchObject({
    url: '/call',
    body: { batch: [{ path: 'posts/add', params: { title: 'a' } }, { path: 'posts/count' }] },
  });
});

test('a batch names its database, and takes the options of a call', async () => {
  server.replies = [{ body: '[]' }];
  await client.batch([{ path: 'a/b' }], { transaction: 'other', headers: { 'X-Request-ID': 'r1' } });
  expect(server.received[0]?.body).toEqual({ batch: [{ path: 'a/b' }], transaction: 'other' });
  expect(server.received[0]?.headers['x-request-id']).toBe('r1');
});

test('a batch that fails says which call it was', async () => {
  server.refuses(409, { code: 'CONFLICT', message: 'There is one already', details: { index: 1 }, requestId: 'r' });
  const failure: unknown = await client.batch([{ path: 'a/b' }, { path: 'a/b' }]).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(SantokitError);
  expect(failure).toMatchObject({ code: 'CONFLICT', path: 'batch', statusCode: 409, details: { index: 1 } });
});

test('operations on a table are calls of its paths', async () => {
  server.replies = [{ body: '[{"id":1,"title":null}]' }];
  const posts = client.crud('main').table<Post>('posts');
  const rows: Post[] = await posts.select({ where: { id: { gte: 1 } }, orderBy: { id: 'desc' }, limit: 10 });
  expect(rows).toEqual([{ id: 1, title: null }]);
  await posts.insert({ data: { title: 'a' } });
  await posts.update({ where: { id: 1 }, data: { title: null } });
  await posts.delete({ all: true });
  await posts.select();
  expect(server.received.map((request) => request.body)).toEqual([
    { path: 'crud/main/posts/select', params: { where: { id: { gte: 1 } }, orderBy: { id: 'desc' }, limit: 10 } },
    { path: 'crud/main/posts/insert', params: { data: { title: 'a' } } },
    { path: 'crud/main/posts/update', params: { where: { id: 1 }, data: { title: null } } },
    { path: 'crud/main/posts/delete', params: { all: true } },
    { path: 'crud/main/posts/select' },
  ]);
});
