import type { Site } from './site.ts';

export type Heard = { event: string; data: { id?: string; kind?: string; matter?: { id: string } }; id: string | null };

/** A page that listens: what came over the line so far, and whether it still stands. */
export type Listening = {
  status: number;
  type: string | null;
  heard: Heard[];
  isOver: () => boolean;
  stop: () => void;
};

const eventOf = (block: string): Heard | null => {
  const of = (name: string) =>
    block
      .split('\n')
      .find((line) => line.startsWith(`${name}: `))
      ?.slice(name.length + 2);
  const event = of('event');
  return event === undefined ? null : { event, data: JSON.parse(of('data') ?? '{}'), id: of('id') ?? null };
};

/** Opens `/api/notices/stream` as a browser does and reads it in the background. */
export const listen = async (site: Site, code: string, cookie: string, lastEventId?: string): Promise<Listening> => {
  const stopping = new AbortController();
  const response = await fetch(`${site.origin}/a/${code}/api/notices/stream`, {
    headers: { cookie: `xn_session=${cookie}`, ...(lastEventId && { 'last-event-id': lastEventId }) },
    signal: stopping.signal,
  });
  const heard: Heard[] = [];
  let over = false;
  const read = async () => {
    let rest = '';
    for await (const part of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      const blocks = (rest + part).split('\n\n');
      rest = blocks.pop() ?? '';
      heard.push(...blocks.flatMap((block) => eventOf(block) ?? []));
    }
  };
  read()
    .catch(() => undefined)
    .finally(() => {
      over = true;
    });
  return {
    status: response.status,
    type: response.headers.get('content-type'),
    heard,
    isOver: () => over,
    stop: () => stopping.abort(),
  };
};
