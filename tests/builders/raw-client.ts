import { connect, type Socket } from 'node:net';

export type Reply = { status: number; head: string; body: string };

type Waiting = { resolve(reply: Reply): void; reject(error: Error): void };

const blank = Buffer.from('\r\n\r\n');

/**
 * One keep-alive connection that sends one request at a time and reads answers with a length. Much cheaper than a whole
 * HTTP client, so that a load generator on the same cores measures the server and not itself.
 */
export class RawConnection {
  readonly #port: number;
  readonly #host: string;
  #socket: Socket;
  #bytes: Buffer = Buffer.alloc(0);
  #waiting: Waiting | undefined;
  #closed = false;

  constructor(port: number, host = '127.0.0.1') {
    this.#port = port;
    this.#host = host;
    this.#socket = this.#connect();
  }

  /** Sends a request; a connection that the server closed while nothing was asked (keep-alive ended) is opened anew. */
  send(request: Buffer | string): Promise<Reply> {
    if (this.#closed) this.#socket = this.#connect();
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject };
      this.#socket.write(request);
    });
  }

  close(): void {
    this.#socket.destroy();
  }

  #connect(): Socket {
    const socket = connect({ port: this.#port, host: this.#host, noDelay: true });
    this.#closed = false;
    this.#bytes = Buffer.alloc(0);
    socket.on('data', (chunk) => this.#take(chunk));
    // What an old socket still says must not break the new one.
    const broken = (error: Error) => socket === this.#socket && this.#break(error);
    socket.on('error', broken);
    socket.on('close', () => broken(new Error('the connection was closed')));
    return socket;
  }

  #break(error: Error): void {
    this.#closed = true;
    this.#waiting?.reject(error);
    this.#waiting = undefined;
  }

  #take(chunk: Buffer): void {
    this.#bytes = this.#bytes.length === 0 ? chunk : Buffer.concat([this.#bytes, chunk]);
    const end = this.#bytes.indexOf(blank);
    if (end < 0) return;
    const head = this.#bytes.toString('latin1', 0, end);
    const length = Number(/\r\ncontent-length: *(\d+)/i.exec(head)?.[1] ?? 0);
    if (this.#bytes.length < end + 4 + length) return;
    const body = this.#bytes.toString('utf8', end + 4, end + 4 + length);
    this.#bytes = this.#bytes.subarray(end + 4 + length);
    const waiting = this.#waiting;
    this.#waiting = undefined;
    waiting?.resolve({ status: Number(head.slice(9, 12)), head, body });
  }
}

export type RequestParts = {
  method: 'GET' | 'POST';
  path: string;
  port: number;
  cookie?: string;
  headers?: Record<string, string>;
  body?: string;
};

/** The bytes of a request as a browser of ours would send it. */
export const requestText = ({ method, path, port, cookie, headers = {}, body }: RequestParts): string => {
  const lines = [`${method} ${path} HTTP/1.1`, `host: 127.0.0.1:${port}`];
  if (cookie !== undefined) lines.push(`cookie: ${cookie}`);
  if (method === 'POST') lines.push(`origin: http://127.0.0.1:${port}`);
  for (const [name, value] of Object.entries(headers)) lines.push(`${name}: ${value}`);
  if (body !== undefined) lines.push('content-type: application/json', `content-length: ${Buffer.byteLength(body)}`);
  return `${lines.join('\r\n')}\r\n\r\n${body ?? ''}`;
};
