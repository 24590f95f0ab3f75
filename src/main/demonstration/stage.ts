import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { uuidv7 } from 'uuidv7';
import { draftPaper, type NewPaper } from '../../modules/papers/index.ts';
import type { Viewer } from '../../platform/authorization/directory.ts';
import { type CommandReply, dayOf, type Engine, type Target } from '../../platform/command/engine.ts';
import { execute } from '../../platform/command/execute.ts';
import { takeIn } from '../../platform/files/attachments.ts';
import { seeNotices } from '../../platform/notices/notices.ts';
import { leastAt } from '../../platform/notices/told-id.ts';
import type { StandingHouse } from '../engine.ts';
import { textOf } from '../texts.ts';
import { evidenceFile } from './evidence.ts';
import type { Cast } from './people.ts';
import type { SimulatedClock } from './timeline.ts';

export type Step = {
  who: string;
  action: string;
  data?: Record<string, unknown>;
  reason?: string;
  evidence?: string | undefined;
  /** What the evidence is about. */
  about?: string;
  /** Files that were uploaded before. */
  files?: readonly { digest: string; name: string }[];
};

/** Where the plays of a demonstration act: the product's own commands, under a clock that is set. */
export type Stage = {
  cast: Cast;
  clock: SimulatedClock;
  act: (target: Target, step: Step) => Promise<CommandReply>;
  /** Somebody looks at what they were told up to a moment. */
  readNotices: (who: string, upTo: Date) => Promise<void>;
  /** Somebody begins an official paper; whoever looks at the demonstration issues it. */
  draftPaper: (who: string, paper: NewPaper) => Promise<void>;
  /** Keeps bytes as somebody's upload and answers their digest. */
  upload: (who: string, name: string, bytes: Buffer) => Promise<string>;
  answerable: (login: string) => { owner: string; ownerPost: string };
  /** The date so many days after a moment. */
  onDay: (from: Date, days: number) => string;
};

export const openStage = (standing: StandingHouse, cast: Cast, clock: SimulatedClock): Stage => {
  const engine: Engine = { ...standing.engine, now: () => clock.now };
  const viewerOf = (login: string): Promise<Viewer> =>
    standing.viewerFor(cast.agency, cast.person(login).person, clock.now);
  const upload = async (who: string, name: string, bytes: Buffer): Promise<string> => {
    const kept = await takeIn({ engine, files: standing.files }, await viewerOf(who), Readable.from([bytes]), name);
    if (!kept.ok) throw new Error(`demonstration file ${name}: ${kept.refusal.rule}`);
    return kept.value.digest;
  };
  return {
    cast,
    clock,
    upload,
    draftPaper: async (who, paper) => {
      const drafted = await draftPaper({ engine, text: textOf }, await viewerOf(who), paper);
      if (!drafted.ok) throw new Error(`demonstration paper ${paper.kind} by ${who}: ${drafted.refusal.rule}`);
    },
    readNotices: async (who, upTo) => seeNotices(engine, await viewerOf(who), leastAt(upTo.getTime())),
    act: async (target, { who, action, data = {}, reason, evidence, about = '', files: sent = [] }) => {
      const viewer = await viewerOf(who);
      const given = evidence
        ? [{ digest: await upload(who, evidence, await evidenceFile(evidence, about)), name: evidence }]
        : sent;
      const files = given.map((file) => ({ ...file, size: 0, type: '' }));
      const command = { action, data, files, ...(reason !== undefined && { reason }) };
      const digest = createHash('sha256')
        .update(JSON.stringify([target, command]))
        .digest('hex');
      const outcome = await execute(engine, viewer, { ...target, commandId: uuidv7(), digest, command });
      if (!outcome.ok)
        throw new Error(
          `demonstration ${action} by ${who}: ${outcome.refusal.rule} ${JSON.stringify(outcome.refusal.fields ?? outcome.refusal.facts)}`,
        );
      return outcome.value;
    },
    answerable: (login) => {
      const { person, post } = cast.person(login);
      return { owner: person, ownerPost: post };
    },
    onDay: (from, days) => dayOf(new Date(from.getTime() + days * 86_400_000)),
  };
};
