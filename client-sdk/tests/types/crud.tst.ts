import type { SantokitClient } from '@santokit/client';
import { describe, expect, test } from 'tstyche';

interface Post {
  id: number;
  title: string | null;
}

declare const client: SantokitClient;

describe('a table', () => {
  const posts = client.crud('main').table<Post>('posts');

  test('gives rows of the type that it is said to have', () => {
    expect(posts.select()).type.toBe<Promise<Post[]>>();
    expect(posts.insert({ data: [{ title: 'a' }, { title: null }] })).type.toBe<Promise<Post[]>>();
    expect(client.crud('main').table('posts').select()).type.toBe<Promise<Record<string, unknown>[]>>();
  });

  test('has its columns and no others', () => {
    expect(posts.select).type.toBeCallableWith({
      where: { id: [1, 2], or: [{ title: null }, { title: { like: 'a%' } }] },
    });
    expect(posts.select).type.toBeCallableWith({ orderBy: [['id', 'desc']], select: ['title'] });
    expect(posts.select).type.not.toBeCallableWith({ where: { nope: 1 } });
    expect(posts.select).type.not.toBeCallableWith({ where: { id: '1' } });
    expect(posts.select).type.not.toBeCallableWith({ select: ['nope'] });
  });

  test('is not emptied by mistake', () => {
    expect(posts.delete).type.not.toBeCallableWith({});
    expect(posts.delete).type.toBeCallableWith({ all: true });
    expect(posts.update).type.not.toBeCallableWith({ data: { title: 'a' } });
  });
});

describe('several calls', () => {
  test('have the results that they are said to have', () => {
    expect(client.batch([{ path: 'a/b' }])).type.toBe<Promise<unknown[]>>();
    expect(client.batch<[Post[], number]>([{ path: 'a/b' }, { path: 'c/d' }])).type.toBe<Promise<[Post[], number]>>();
  });
});
