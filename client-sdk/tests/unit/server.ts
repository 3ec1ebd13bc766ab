import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as it arrived. */
export interface Received {
  url: string;
  headers: IncomingHttpHeaders;
  body: { path: string; params?: Record<string, unknown> };
}

/** What to answer; 'hang' never does, 'break' ends the connection. */
export type Reply = { status?: number; headers?: Record<string, string>; body: string } | 'hang' | 'break';

/** A server of HTTP on this machine that says what a test has it say, in that order, the last thing for ever. */
export class TestServer {
  readonly received: Received[] = [];
  replies: Reply[] = [{ body: 'null' }];
  readonly #server: Server;

  constructor() {
    this.#server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        this.received.push({
          url: request.url ?? '',
          headers: request.headers,
          body: JSON.parse(Buffer.concat(chunks).toString()) as Received['body'],
        });
        const reply = this.replies.length > 1 ? this.replies.shift() : this.replies[0];
        if (reply === 'break') {
          request.socket.destroy();
        } else if (reply !== undefined && reply !== 'hang') {
          response.writeHead(reply.status ?? 200, { 'Content-Type': 'application/json', ...reply.headers });
          response.end(reply.body);
        }
      });
    });
  }

  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
  }

  get url(): string {
    return `http://127.0.0.1:${String((this.#server.address() as AddressInfo).port)}`;
  }

  /** Answers with the one shape of errors. */
  refuses(status: number, error: Record<string, unknown>, headers: Record<string, string> = {}): void {
    this.replies = [{ status, headers, body: JSON.stringify({ error }) }];
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}
