// Eight clients in a process of their own, which no kill touches. Every command id is on disk before it is sent, every
// acknowledgement before the next one: what this journal says is what people could rely on.
import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { uuidv7 } from 'uuidv7';
import { RawConnection, type Reply, requestText } from '../builders/raw-client.ts';

/** What the test hands over; one list of matters a client. */
export type WritersTask = {
  port: number;
  cookie: string;
  journal: string;
  matters: { id: string; seq: number }[][];
};

export type Entry =
  | { kind: 'sent'; command: string; matter: string }
  | { kind: 'unanswered'; command: string; why: string }
  | { kind: 'acknowledged'; command: string; matter: string; seq: number; repeated: boolean; tries: number }
  | { kind: 'refused'; command: string; status: number; body: string };

export type Order = { kind: 'task'; task: WritersTask } | { kind: 'go' } | { kind: 'pause' } | { kind: 'end' };

let going = false;
let ended = false;
let idle = 0;

const write = (file: number, entry: Entry): void => {
  writeSync(file, `${JSON.stringify(entry)}\n`);
  fsyncSync(file);
};

/** Asks under the same id until there is an answer, however often the server is gone meanwhile. */
const createClient = (task: WritersTask, file: number) => {
  let connection: RawConnection | undefined;
  const once = async (request: string): Promise<Reply | string> => {
    try {
      connection ??= new RawConnection(task.port);
      const reply = await connection.send(request);
      return reply.status >= 500 ? `status ${reply.status}` : reply;
    } catch (error) {
      connection?.close();
      connection = undefined;
      return String(error);
    }
  };
  return {
    close: () => connection?.close(),
    command: async (matter: { id: string; seq: number }): Promise<void> => {
      const command = uuidv7();
      const request = requestText({
        method: 'POST',
        path: `/api/matters/${matter.id}/actions/reportProgress`,
        port: task.port,
        cookie: task.cookie,
        headers: { 'idempotency-key': command, 'if-match': `"${matter.seq}"` },
        body: JSON.stringify({ data: { progress: `进展 ${command}` } }),
      });
      write(file, { kind: 'sent', command, matter: matter.id });
      for (let tries = 1; ; tries++) {
        const answer = await once(request);
        if (typeof answer === 'string') {
          if (tries === 1) write(file, { kind: 'unanswered', command, why: answer });
          await sleep(50);
          continue;
        }
        if (answer.status !== 200) {
          write(file, { kind: 'refused', command, status: answer.status, body: answer.body });
          throw new Error(`${answer.status} ${answer.body}`);
        }
        const { seq, repeated } = JSON.parse(answer.body) as { seq: number; repeated: boolean };
        matter.seq = seq;
        write(file, { kind: 'acknowledged', command, matter: matter.id, seq, repeated, tries });
        return;
      }
    },
  };
};

const runClient = async (task: WritersTask, file: number, matters: { id: string; seq: number }[]): Promise<void> => {
  const client = createClient(task, file);
  for (let n = 0; !ended; ) {
    if (!going) {
      idle += 1;
      while (!going && !ended) await sleep(5);
      idle -= 1;
      continue;
    }
    await client.command(matters[n++ % matters.length] as { id: string; seq: number });
  }
  client.close();
};

const run = async (task: WritersTask): Promise<void> => {
  const file = openSync(task.journal, 'a');
  await Promise.all(task.matters.map((matters) => runClient(task, file, matters)));
  closeSync(file);
  process.disconnect();
};

const whenIdle = async (clients: number): Promise<void> => {
  while (idle < clients) await sleep(5);
};

let clients = 0;
process.on('message', (order: Order) => {
  if (order.kind === 'task') {
    clients = order.task.matters.length;
    run(order.task).catch((error) => {
      process.stderr.write(`writers: ${String(error)}\n`);
      process.exit(1);
    });
  } else if (order.kind === 'go') going = true;
  else if (order.kind === 'end') ended = true;
  else {
    going = false;
    void whenIdle(clients).then(() => process.send?.('paused'));
  }
});
// The test is gone: so are we.
process.on('disconnect', () => process.exit());
