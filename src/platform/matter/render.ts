import { hash } from 'node:crypto';
import type { Calendar } from '../../kernel/calendar/calendar.ts';
import { elapsed } from '../../kernel/calendar/due.ts';
import { plan } from '../../kernel/calendar/plan.ts';
import { isCommitment } from '../../kernel/form/form.ts';
import { mayReadDiscreet } from '../../kernel/matter/guard.ts';
import type { Allowed } from '../../kernel/matter/matter.ts';
import type { Procedure } from '../../kernel/procedure/procedure.ts';
import type { EventBody } from '../../kernel/proof/event.ts';
import type { ActionView, EventView, FileView, MatterBrief, Named } from '../../kernel/view/view.ts';
import type { Directory, Viewer } from '../authorization/directory.ts';
import { dayOf } from '../command/engine.ts';
import type { Vault } from '../personal/vault.ts';
import { asRelative, type BriefRow, type MatterRead } from './read.ts';

const person = (directory: Directory, id: string): Named => ({ id, name: directory.personName(id) });
const post = (directory: Directory, id: string): Named => ({ id, name: directory.postName(id) });
const iso = (time: string | Date): string => new Date(time).toISOString();

export const namedPerson = person;

/** Working time between now and the end of a matter, as “还剩 1 个工作日 3 小时” is told: minutes, and how many a working day has. */
export const leftOf = (calendar: Calendar, now: Date, due: Date): { minutes: number; dayMinutes: number } => ({
  minutes: elapsed(calendar, now.getTime(), due.getTime()),
  dayMinutes: dayMinutes(calendar),
});

const dayLengths = new WeakMap<Calendar, number>();

/** The longest working day of the week is what people call a day. */
export const dayMinutes = (calendar: Calendar): number => {
  const known = dayLengths.get(calendar);
  if (known !== undefined) return known;
  const planned = plan(calendar);
  // 1970-01-05 was a Monday; dates of their own lie nowhere near.
  const made = Math.max(1, ...[4, 5, 6, 7, 8, 9, 10].map((day) => planned.plan(day).time / 60_000));
  dayLengths.set(calendar, made);
  return made;
};

export const brief = ({ directory, settings }: Viewer, row: BriefRow, now: Date): MatterBrief => ({
  id: row.id,
  number: row.number,
  procedure: row.procedure,
  version: row.version,
  title: row.title,
  state: row.state,
  open: row.open,
  seq: row.seq,
  parent: row.parent_id,
  owner: { person: person(directory, row.owner_id), post: post(directory, row.owner_post_id) },
  unit: { id: row.unit_id, name: directory.unitName(row.unit_id) },
  dueWords: row.due_words,
  dueOn: row.due_on,
  dueAt: row.due_at === null ? null : iso(row.due_at),
  light: row.light,
  cause: row.light_cause,
  left:
    row.open && row.due_at !== null && row.light !== 'paused'
      ? leftOf(settings.calendarOn(dayOf(now)).value, now, new Date(row.due_at))
      : null,
  asked: row.asked,
  confidential: row.confidential,
  evidenceCount: row.evidence_count,
  registeredAt: iso(row.registered_at),
  changedAt: iso(row.changed_at),
});

export const actionView = (procedure: Procedure, each: Allowed): ActionView => {
  const action = procedure.actions[each.action];
  return {
    action: each.action,
    form: action?.form ?? null,
    reason: action?.reason ?? null,
    evidence: action?.evidence ?? null,
    confirm: action?.confirm === true,
    post: each.capacity?.post ?? null,
    onBehalfOf: each.capacity?.onBehalfOf ?? null,
    refusal: each.refusal,
  };
};

/** Turns commitments back into words where the key still is; where it was destroyed the page says so. */
export const revealer = (vault: Vault, row: Pick<MatterRead, 'wrapped' | 'personal'>) => {
  const ciphers = new Map((row.personal ?? []).map((each) => [each.commitment, each.cipher]));
  const key = row.wrapped ? vault.unwrap(Buffer.from(row.wrapped, 'base64')) : null;
  const opened = new Map<string, unknown>();
  // The matter as it stands repeats what its events brought, so many words are asked for twice.
  const open = (commitment: string): unknown => {
    if (opened.has(commitment)) return opened.get(commitment);
    const cipher = ciphers.get(commitment);
    const words = key && cipher ? vault.reveal(key, Buffer.from(cipher, 'base64')).value : { erased: true };
    opened.set(commitment, words);
    return words;
  };
  const reveal = (value: unknown): unknown => {
    if (typeof value !== 'object' || value === null) return value;
    if (isCommitment(value)) return open(value.commit);
    if (Array.isArray(value)) return value.map(reveal);
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, reveal(inner)]));
  };
  return reveal;
};

type Reveal = ReturnType<typeof revealer>;

const filesOf = (directory: Directory, body: EventBody, reveal: Reveal): FileView[] =>
  body.files.map((file) => ({
    digest: file.digest,
    size: file.size,
    type: file.type,
    name: reveal(file.name) as FileView['name'],
    by: person(directory, body.actor as string),
    seq: body.seq,
    at: body.recordedAt,
  }));

/** What an action said as this viewer may read it: fields that it keeps discreet are not there for everybody. */
const openPart = (viewer: Viewer, row: MatterRead) => {
  const { person, capacities, settings } = viewer;
  return ({ action, procedure }: EventBody, data: Record<string, unknown>): Record<string, unknown> => {
    const table = procedure && settings.kit.procedure(procedure.code, procedure.version);
    const known = table?.actions[action];
    if (!known?.discreet) return data;
    const context = { children: (row.children ?? []).map(asRelative) };
    if (mayReadDiscreet(known, row.fold, { person, capacities }, context)) return data;
    const { fields } = known.discreet;
    return Object.fromEntries(Object.entries(data).filter(([name]) => !fields.includes(name)));
  };
};

/** The page's timeline, newest first; statements stand beside the event they are about, not in the line. */
export const eventViews = (viewer: Viewer, row: MatterRead, reveal: Reveal): EventView[] => {
  const { directory } = viewer;
  const open = openPart(viewer, row);
  const bodies = row.events.map(({ body, position, seq }) => ({
    seq,
    position,
    digest: hash('sha256', body, 'hex'),
    body: JSON.parse(body) as EventBody,
  }));
  const statements = bodies.filter(({ body }) => body.action === 'statement');
  const mayState = row.fold.answered.includes(viewer.person) || row.registrar_id === viewer.person;
  return bodies
    .filter(({ body }) => body.action !== 'statement')
    .map(({ seq, position, digest, body }) => {
      const { reason, ...data } = body.data;
      return {
        seq,
        action: body.action,
        actor: body.actor ? person(directory, body.actor) : null,
        post: body.post ? post(directory, body.post) : null,
        onBehalfOf: body.onBehalfOf ? person(directory, body.onBehalfOf) : null,
        recordedAt: body.recordedAt,
        occurredAt: body.occurredAt,
        state: body.state,
        data: reveal(open(body, data)) as Record<string, unknown>,
        ...(reason !== undefined && { reason: reveal(reason) }),
        files: filesOf(directory, body, reveal),
        digest,
        position,
        statements: statements
          .filter((each) => each.body.data.about === seq)
          .map((each) => ({
            seq: each.seq,
            by: person(directory, each.body.actor as string),
            at: each.body.recordedAt,
            text: reveal(each.body.data.text),
          })),
        mayState,
      };
    });
};
