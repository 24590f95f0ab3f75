import { uuidv7 } from 'uuidv7';
import { RawConnection, type Reply, requestText } from './raw-client.ts';

/** Who is signed in, as the API's own answers say it. */
export type DeskUser = { person: string; post: string; unit: string };
export type DeskMatter = { id: string; seq: number };

/** One signed-in person on one connection. */
export type Desk = {
  user: DeskUser;
  cookie: string;
  port: number;
  prefix: string;
  connection: RawConnection;
  /** A command under an id; `seq` is the sequence the sender saw. */
  commandText(path: string, id: string, body: unknown, seq?: number): string;
  get(path: string): Promise<Reply>;
  command(path: string, body: unknown, seq?: number): Promise<{ id: string; seq: number; children: string[] }>;
  /** A problem that its registrar answers for, with a plan of two measures: ready for reports of progress. */
  openProblem(title: string): Promise<DeskMatter>;
  close(): void;
};

const must = (reply: Reply, what: string): Reply => {
  if (reply.status >= 400) throw new Error(`${what}: ${reply.status} ${reply.body}`);
  return reply;
};

/** Signs in over HTTP. `prefix` is `/a/<code>` for an agency other than the first. */
export const openDesk = async (
  port: number,
  { login, password }: { login: string; password: string },
  prefix = '',
): Promise<Desk> => {
  const connection = new RawConnection(port);
  const body = JSON.stringify({ login, password });
  const signed = must(
    await connection.send(requestText({ method: 'POST', path: `${prefix}/api/session`, port, body })),
    `signing in as ${login}`,
  );
  const cookie = /\r\nset-cookie: ([^;\r]+)/i.exec(signed.head)?.[1] ?? '';
  const me = JSON.parse(signed.body) as {
    person: { id: string };
    footings: { post: { id: string }; unit: { id: string } }[];
  };
  const [footing] = me.footings;
  if (!footing) throw new Error(`${login} holds no post`);
  const user = { person: me.person.id, post: footing.post.id, unit: footing.unit.id };

  const commandText: Desk['commandText'] = (path, id, data, seq) =>
    requestText({
      method: 'POST',
      path: `${prefix}${path}`,
      port,
      cookie,
      headers: { 'idempotency-key': id, ...(seq !== undefined && { 'if-match': `"${seq}"` }) },
      body: JSON.stringify(data),
    });
  const command: Desk['command'] = async (path, data, seq) =>
    JSON.parse(must(await connection.send(commandText(path, uuidv7(), data, seq)), path).body);
  const answerable = { unit: user.unit, owner: user.person, ownerPost: user.post };
  return {
    user,
    cookie,
    port,
    prefix,
    connection,
    commandText,
    get: (path) => connection.send(requestText({ method: 'GET', path: `${prefix}${path}`, port, cookie })),
    command,
    openProblem: async (title) => {
      const made = await command('/api/matters', { procedure: 'problem', data: { title, ...answerable } });
      const measures = [1, 2].map((n) => ({ title: `${title} ${n}`, ...answerable }));
      const planned = await command(`/api/matters/${made.id}/actions/plan`, { data: { measures } }, made.seq);
      return { id: made.id, seq: planned.seq };
    },
    close: () => connection.close(),
  };
};
