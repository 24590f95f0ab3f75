import { PassThrough } from 'node:stream';

/** How much may lie unread before a reader is taken for gone. */
const most = 256 * 1024;

/** Server-sent events to one page; what is not read any more closes itself. */
export type EventStream = {
  readable: PassThrough;
  /** `id` is what the page sends back as Last-Event-ID when it comes again. */
  send(event: string, data: unknown, id?: string): void;
  /** A line that says nothing but that the line still stands. */
  beat(): void;
  end(): void;
  onClose(done: () => void): void;
};

export const createEventStream = (): EventStream => {
  const readable = new PassThrough();
  const write = (text: string): void => {
    if (readable.destroyed || readable.writableEnded) return;
    if (readable.writableLength + readable.readableLength > most) readable.destroy();
    else readable.write(text);
  };
  // A browser asks again by itself after this time.
  write('retry: 3000\n\n');
  return {
    readable,
    send: (event, data, id) =>
      write(`${id === undefined ? '' : `id: ${id}\n`}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`),
    beat: () => write(':\n\n'),
    end: () => readable.end(),
    onClose: (done) => {
      readable.once('close', done);
    },
  };
};
