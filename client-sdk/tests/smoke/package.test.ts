import { execFileSync, spawnSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

// The package as others get it: packed, installed into a folder that knows nothing of this one, loaded in every way.

const packed = resolve('target/santokit-client.tgz');
const typescript = dirname(realpathSync('node_modules/typescript/package.json'));
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'santokit-client-'));
  file('package.json', '{"name": "app", "private": true}');
  execFileSync('npm', ['install', '--offline', '--no-audit', '--no-fund', packed], { cwd: folder, stdio: 'pipe' });
  cpSync('tests/types/santokit-env.d.ts', join(folder, 'santokit-env.d.ts'));
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

function file(name: string, text: string): void {
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  writeFileSync(join(folder, name), text);
}

function node(name: string): string {
  return execFileSync(process.execPath, [name], { cwd: folder, encoding: 'utf8' });
}

/** What tsc says of files; empty when it is content. */
function complaints(names: readonly string[], ...options: readonly string[]): string {
  const tsc = [join(typescript, 'bin/tsc'), '--noEmit', '--strict', '--target', 'es2022', ...options];
  return spawnSync(process.execPath, [...tsc, ...names, 'santokit-env.d.ts'], { cwd: folder, encoding: 'utf8' }).stdout;
}

test('holds what is needed and nothing else', () => {
  const files = readdirSync(join(folder, 'node_modules/@santokit/client'), { recursive: true, encoding: 'utf8' });
  expect(files.filter((name) => !name.endsWith('.d.ts')).sort()).toEqual([
    'LICENSE',
    'README.md',
    'dist',
    'dist/index.d.mts',
    'dist/index.js',
    'dist/index.mjs',
    'package.json',
  ]);
});

test('brings no other packages along', () => {
  expect(readdirSync(join(folder, 'node_modules')).filter((name) => !name.startsWith('.'))).toEqual(['@santokit']);
});

test('is required by CommonJS', () => {
  file(
    'app.cjs',
    `const { createClient, SantokitError } = require('@santokit/client');
     console.log(typeof createClient({ baseUrl: 'https://a.b' }).logic.users.get, SantokitError.name.length > 0);`,
  );
  expect(node('app.cjs')).toBe('function true\n');
});

test('is imported by ES modules', () => {
  file(
    'app.mjs',
    `import { createClient, SantokitError } from '@santokit/client';
     console.log(typeof createClient({ baseUrl: 'https://a.b' }).logic.users.get, SantokitError.name.length > 0);`,
  );
  expect(node('app.mjs')).toBe('function true\n');
});

describe('is compiled with the types of a project', () => {
  const ways = [
    ['as CommonJS', 'cts', ['--module', 'node16']],
    ['as ES modules', 'mts', ['--module', 'node16']],
    ['for a bundler', 'ts', ['--module', 'esnext', '--moduleResolution', 'bundler']],
  ] as const;
  const program = (params: string): string =>
    `import { createClient } from '@santokit/client';
     const products = createClient({ baseUrl: 'https://a.b' }).logic.products.list(${params});
     void products.then((rows) => rows[0]!.price.toFixed(2));`;

  test.each(ways)('%s', (_, extension, options) => {
    file(`right.${extension}`, program('{ limit: 5 }'));
    file(`wrong.${extension}`, program("{ limit: '5' }"));
    const lines = complaints([`right.${extension}`, `wrong.${extension}`], ...options)
      .trim()
      .split('\n');
    expect(lines).toEqual([
      expect.stringMatching(/^wrong\..*: error TS2322: Type 'string' is not assignable to type 'number'/),
    ]);
  });

  test('that stand in the package itself', () => {
    const inPackage = join(folder, 'node_modules/@santokit/client/dist/santokit-env.d.ts');
    const empty = readFileSync(inPackage, 'utf8');
    expect(empty).toMatch(/^\/\/ Written by stk sync/); // or stk sync would not overwrite it
    renameSync(join(folder, 'santokit-env.d.ts'), inPackage);
    writeFileSync(join(folder, 'santokit-env.d.ts'), empty);
    for (const [, extension, options] of ways) {
      expect(complaints([`right.${extension}`], ...options)).toBe('');
    }
  });
});
