import { hash } from 'node:crypto';
import type { Pool } from 'pg';
import { mayReadDiscreet } from '../../../kernel/matter/guard.ts';
import type { Matter } from '../../../kernel/matter/matter.ts';
import type { Action } from '../../../kernel/procedure/procedure.ts';
import type { EventBody } from '../../../kernel/proof/event.ts';
import { granted, type Outcome, refuse } from '../../../kernel/refusal.ts';
import type { Viewer } from '../../../platform/authorization/directory.ts';
import { viewerPlaces, viewerValues, visibleTo } from '../../../platform/authorization/visible-to.ts';
import type { Engine } from '../../../platform/command/engine.ts';
import { run, statement } from '../../../platform/database/statement.ts';
import { inTransaction } from '../../../platform/database/transaction.ts';
import { recordAccess } from '../../../platform/matter/page.ts';
import { asRelative, type MatterRead, type RelativeRow } from '../../../platform/matter/read.ts';
import { namedPerson, revealer } from '../../../platform/matter/render.ts';
import { procedureOf } from '../../../platform/settings/settings.ts';
import { drawn } from '../domain/draw.ts';
import {
  dissatisfiedLimit,
  fewestShown,
  isAskedFor,
  isSoFew,
  satisfactionOf,
  shareOf,
} from '../domain/satisfaction.ts';
import type { LinksView, SatisfactionView } from '../domain/satisfaction-views.ts';
import { grades } from '../procedure/satisfaction-forms.ts';
import { type InvitationRow, invitationsOf, makeLinks } from './invitations.ts';

type Row = Pick<MatterRead, 'wrapped' | 'personal'> & {
  id: string;
  fold: Matter;
  confidential: boolean;
  sample: string | null;
  children: RelativeRow[] | null;
};

/** The matter with its newest drawing and the words kept with that event. $2 matter, $3–$5 viewer. */
const read = statement<Row>(
  'ledger.satisfaction',
  `select m.id, m.fold, m.confidential, encode(k.wrapped, 'base64') as wrapped, s.body as sample,
  (select json_agg(c) from matter c where c.agency_id = $1 and c.parent_id = m.id) as children,
  (select json_agg(json_build_object('commitment', v.commitment, 'cipher', encode(v.cipher, 'base64')))
    from personal v where v.agency_id = $1 and v.stream_id = m.id and v.seq = s.seq) as personal
from matter m
left join data_key k on k.agency_id = $1 and k.subject_id = m.id
left join lateral (select e.seq, e.body from event e where e.agency_id = $1 and e.stream_id = m.id and e.action = 'sample'
  order by e.seq desc limit 1) s on true
where m.agency_id = $1 and m.id = $2 and m.procedure = 'problem' and ${visibleTo('m', viewerPlaces(3))}`,
);

type Affected = { person: unknown; contact: unknown };

/** A drawing as its event tells it; nothing is drawn where nobody is asked any more. */
const sampleOf = (row: Row) => {
  if (!row.sample || satisfactionOf(row.fold).asked === 0) return null;
  const body = JSON.parse(row.sample) as EventBody;
  const affected = body.data.affected as unknown as Affected[];
  const seed = hash('sha256', row.sample, 'hex');
  const places = drawn((text) => hash('sha256', text, 'hex'), seed, affected.length, body.data.size as number);
  return { body, affected, seed, places };
};

const stateOf = (links: readonly InvitationRow[], now: Date) => {
  if (links.some(({ answered }) => answered)) return 'answered' as const;
  const link = links.find(({ ended }) => !ended);
  if (!link) return 'none' as const;
  return link.expires_at > now ? ('sent' as const) : ('expired' as const);
};

const words = (value: unknown): string | null => (typeof value === 'string' ? value : null);

const actionsOf = (viewer: Viewer, { procedure, version }: Matter) =>
  procedureOf(viewer.settings.kit, procedure, version).actions;

/** May the viewer know who was drawn and what was said? */
const mayKnow = (viewer: Viewer, row: Row): boolean => {
  const action = actionsOf(viewer, row.fold).sample as Action;
  return mayReadDiscreet(action, row.fold, viewer, { children: (row.children ?? []).map(asRelative) });
};

const load = async (engine: Engine, viewer: Viewer, id: string): Promise<Row | undefined> => {
  const [row] = await run(engine.runner, read, viewer.agency.id, id, ...viewerValues(viewer));
  return row;
};

const peopleOf = async (engine: Engine, viewer: Viewer, row: Row) => {
  const sample = sampleOf(row);
  if (!sample) return null;
  const { body, affected, places } = sample;
  const links = await run(engine.runner, invitationsOf, viewer.agency.id, row.id, body.seq);
  const reveal = revealer(engine.vault, row);
  return places.map((place) => {
    const { person, contact } = affected[place - 1] as Affected;
    const own = links.filter((link) => link.place === place);
    return {
      place,
      name: words(reveal(person)),
      contact: words(reveal(contact)),
      state: stateOf(own, engine.now()),
    };
  });
};

export const satisfactionView = async (
  engine: Engine,
  viewer: Viewer,
  id: string,
): Promise<Outcome<SatisfactionView>> => {
  const row = await load(engine, viewer, id);
  if (!row) return refuse('notFound', 'matter');
  await recordAccess(engine, viewer, 'satisfaction', [row]);
  const { parameters } = procedureOf(viewer.settings.kit, row.fold.procedure, row.fold.version);
  const said = satisfactionOf(row.fold);
  const knows = mayKnow(viewer, row);
  const isHidden = said.answers > 0 && !knows && isSoFew(said);
  const sample = sampleOf(row);
  return granted({
    needed: isAskedFor(parameters, row.fold.data),
    asked: said.asked,
    minimum: said.minimum,
    answers: said.answers,
    satisfied: isHidden ? null : said.satisfied,
    grades:
      said.answers === 0 || isHidden
        ? null
        : grades.map((grade) => ({
            grade,
            byLink: said.byLink[grade],
            byMeeting: said.meeting?.counts[grade] ?? 0,
          })),
    meeting: said.meeting && { heldOn: said.meeting.heldOn, present: said.meeting.present },
    share: said.answers === 0 || isHidden ? null : shareOf(said),
    limit: dissatisfiedLimit(parameters),
    blind: !knows,
    sample: sample && {
      at: sample.body.recordedAt,
      by: sample.body.actor ? namedPerson(viewer.directory, sample.body.actor) : null,
      seed: sample.seed,
      listed: sample.affected.length,
      places: [...sample.places],
    },
    people: knows ? await peopleOf(engine, viewer, row) : null,
  });
};

/** What may stand on a paper that goes from hand to hand: `satisfied` is null where so few answered that it would tell whose it is. */
export type SatisfactionTold = { asked: number; answers: number; satisfied: number | null; meetingOn: string | null };

/** The same for every reader: what a paper says does not hang on who drew it up. */
export const satisfactionTold = async (
  engine: Engine,
  viewer: Viewer,
  id: string,
): Promise<Outcome<SatisfactionTold>> => {
  const row = await load(engine, viewer, id);
  if (!row) return refuse('notFound', 'matter');
  const said = satisfactionOf(row.fold);
  return granted({
    asked: said.asked,
    answers: said.answers,
    satisfied: said.answers < fewestShown || isSoFew(said) ? null : said.satisfied,
    meetingOn: said.meeting?.heldOn ?? null,
  });
};

/** Fresh links for those drawn who have not answered; shown to whoever asked for them and kept by nobody. */
export const issueLinks = async (
  engine: Engine,
  pool: Pool,
  viewer: Viewer,
  id: string,
  pathOf: (token: string) => string,
): Promise<Outcome<LinksView>> => {
  const row = await load(engine, viewer, id);
  if (!row) return refuse('notFound', 'matter');
  const { sample, answer } = actionsOf(viewer, row.fold) as { sample: Action; answer: Action };
  if (!mayKnow(viewer, row))
    return refuse('notAllowed', 'who', { action: 'sample', who: [...sample.who] }, { mend: 'otherPerson' });
  if (answer.from === 'new' || !answer.from.includes(row.fold.state))
    return refuse('wrongState', 'from', { action: 'answer', state: row.fold.state, from: [...answer.from] });
  const found = sampleOf(row);
  const waiting = ((await peopleOf(engine, viewer, row)) ?? []).filter(({ state }) => state !== 'answered');
  if (!found || waiting.length === 0) return refuse('ruleBroken', 'ledger.answerAwaited', {}, { mend: 'sample' });
  const places = waiting.map(({ place }) => place);
  const { until, tokens } = await inTransaction(pool, (client) =>
    makeLinks(client, viewer.agency.id, { matter: id, sample: found.body.seq, places }, engine.now(), engine.newId),
  );
  return granted({
    until: until.toISOString(),
    links: waiting.map(({ place, name, contact }) => ({
      place,
      name,
      contact,
      path: pathOf(tokens.get(place) as string),
    })),
  });
};
