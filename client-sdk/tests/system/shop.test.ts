import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createClient, type SantokitClient } from '../../src/index.js';
import { Background, freePort, root, stk } from './dev.js';

// The real server on the sample shop.

const ADA = '11111111-1111-4111-8111-111111111111';
const TEAPOT = 'aaaaaaa1-0000-4000-8000-000000000000';

let folder: string;
let dev: Background;
let baseUrl: string;
let client: SantokitClient;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'santokit-shop-'));
  cpSync(join(root, 'samples/shop'), folder, { recursive: true, filter: (path) => !path.includes('.stk') });
  const port = await freePort();
  dev = new Background(join(root, 'stk'), ['dev', folder, '--port', String(port)], { cwd: folder });
  await dev.says('Serving shop');
  baseUrl = `http://127.0.0.1:${String(port)}`;
  client = createClient({ baseUrl });
});

afterAll(async () => {
  await dev.stop();
  rmSync(folder, { recursive: true, force: true });
});

interface Product {
  id: string;
  name: string;
  price: number;
  stock: number;
}

test('products/list answers rows as stk sync says that they are', async () => {
  stk(folder, 'sync');
  const types = readFileSync(join(folder, '.stk/santokit-env.d.ts'), 'utf8');
  const columns = ['id: string', 'name: string', 'price: number', 'stock: number'];
  expect(types).toContain(`=> Promise<{\n${columns.map((column) => `        ${column};\n`).join('')}      }[]>`);

  const products = await client.call<Product[]>('products/list', { limit: 2 });
  expect(products.map((product) => product.name)).toEqual(['Cup', 'Kettle']);
  for (const column of columns) {
    const [name = '', type] = column.split(': ');
    expect(typeof Reflect.get(products[0] ?? {}, name)).toBe(type);
  }
});

test('what the server refuses is told with its code, parameter and request', async () => {
  await expect(client.call('products/get', {})).rejects.toMatchObject({
    code: 'VALIDATION_ERROR',
    message: 'Missing required parameter: id',
    statusCode: 400,
    details: { parameter: 'id' },
    requestId: expect.stringMatching(/^[A-Za-z0-9._-]{1,128}$/) as string,
  });
  await expect(client.call('no/where')).rejects.toMatchObject({ code: 'NOT_FOUND', statusCode: 404 });
  await expect(client.call('orders/mine')).rejects.toMatchObject({ code: 'AUTHENTICATION_ERROR', statusCode: 401 });
});

test('who shows a token is known, and nobody with skipAuth', async () => {
  const token = stk(folder, 'token', '--sub', ADA).trim();
  const ada = createClient({ baseUrl, tokenStorage: { getToken: () => token } });
  const [order] = await ada.call<{ quantity: number }[]>('orders/create', { product_id: TEAPOT, quantity: 2 });
  expect(order?.quantity).toBe(2);
  await expect(ada.call('orders/mine', {}, { skipAuth: true })).rejects.toMatchObject({ statusCode: 401 });
  await expect(ada.call('reports/top')).rejects.toMatchObject({ code: 'AUTHORIZATION_ERROR', statusCode: 403 });
});

test('several calls count together, or none of them does', async () => {
  const token = stk(folder, 'token', '--sub', ADA).trim();
  const ada = createClient({ baseUrl, tokenStorage: { getToken: () => token } });
  const before = await ada.call<unknown[]>('orders/mine');
  const create = { path: 'orders/create', params: { product_id: TEAPOT, quantity: 1 } };
  const [orders, mine] = await ada.batch<[unknown[], unknown[]]>([create, { path: 'orders/mine' }]);
  expect(orders).toHaveLength(1);
  expect(mine).toHaveLength(before.length + 1);
  await expect(ada.batch([create, { path: 'no/where' }])).rejects.toMatchObject({
    code: 'NOT_FOUND',
    details: { index: 1 },
  });
  expect(await ada.call<unknown[]>('orders/mine')).toHaveLength(before.length + 1);
});

test('tables give the rows that permissions.yaml opens', async () => {
  const products = client.crud('main').table<Product>('products');
  const rows = await products.select({ select: ['name'], orderBy: { name: 'asc' }, limit: 2 });
  expect(rows).toEqual([{ name: 'Cup' }, { name: 'Kettle' }]);
  await expect(products.delete({ all: true })).rejects.toMatchObject({ code: 'AUTHENTICATION_ERROR' });
});
