import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';

/** The clone. */
export const root = resolve('..');

/** A port of this machine that nobody has. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return port;
}

/** Runs `stk` and gives what it prints. */
export function stk(folder: string, ...args: string[]): string {
  return execFileSync(resolve(root, 'stk'), args, { cwd: folder, encoding: 'utf8' });
}

/** Something that runs until it is stopped, with all that it has said. */
export class Background {
  said = '';
  readonly #process: ChildProcess;

  constructor(command: string, args: string[], options: { cwd: string; env?: NodeJS.ProcessEnv }) {
    this.#process = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [this.#process.stdout, this.#process.stderr]) {
      stream?.on('data', (chunk: Buffer) => (this.said += chunk.toString()));
    }
  }

  /** Waits for a text. */
  async says(text: string, seconds = 100): Promise<void> {
    for (let i = 0; i < seconds * 20 && !this.said.includes(text); i++) {
      if (this.#process.exitCode !== null) {
        throw new Error(`it ended without saying ${text}:\n${this.said}`);
      }
      await new Promise((done) => setTimeout(done, 50));
    }
    if (!this.said.includes(text)) {
      throw new Error(`it does not say ${text}:\n${this.said}`);
    }
  }

  async stop(): Promise<void> {
    if (this.#process.exitCode === null) {
      const ended = new Promise((done) => this.#process.once('exit', done));
      this.#process.kill('SIGTERM');
      await ended;
    }
  }
}
