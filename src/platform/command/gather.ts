import type { Matter } from '../../kernel/matter/matter.ts';
import type { Procedure } from '../../kernel/procedure/procedure.ts';
import type { Viewer } from '../authorization/directory.ts';
import type { Draft } from '../log/append.ts';
import { procedureOf } from '../settings/settings.ts';
import type { Engine } from './engine.ts';
import { type Live, type LiveChanges, liveChanges, liveOf } from './live.ts';
import type { Loaded } from './load.ts';
import { type NoticeRow, noticesOf } from './notices.ts';
import { matterRow, partyRows } from './rows.ts';
import type { Prepared } from './write.ts';

/** A migration's matter stood under another version before. */
const tableOf = (viewer: Viewer, { procedure, version }: Matter): Procedure =>
  procedureOf(viewer.settings.kit, procedure, version);

type Moved = LiveChanges & { notices: NoticeRow[] };

const note = (moved: Moved, before: Live | null, after: Live): void => {
  const { clocks, inbox, gone } = liveChanges(before, after);
  moved.clocks.push(...clocks);
  moved.inbox.push(...inbox);
  moved.gone.push(...gone);
};

/** Most events move no clock and no seat, and then nothing more is written for them. */
export const isStill = ({ clocks, inbox, gone, notices }: Moved): boolean =>
  clocks.length + inbox.length + gone.length + notices.length === 0;

/** The bodies of a command's events and every row that goes with them, before anything is written. */
export const gather = (
  engine: Engine,
  viewer: Viewer,
  commandId: string,
  prepared: readonly Prepared[],
  loaded: Pick<Loaded, 'number' | 'registered_at'>,
) => {
  const drafts: Draft[] = [];
  const companions = {
    matters: [] as object[],
    parties: [] as object[],
    personal: [] as object[],
    keys: [] as object[],
    files: [] as object[],
  };
  const moved: Moved = { clocks: [], inbox: [], gone: [], notices: [] };
  for (const { procedure, before, matter, event, kept, seq, prev, number, wrapped } of prepared) {
    const { data, files, personal } = kept;
    const live = liveOf(procedure, matter, viewer.settings.calendarOf);
    note(moved, before && liveOf(tableOf(viewer, before), before, viewer.settings.calendarOf), live);
    moved.notices.push(...noticesOf(procedure, before, matter, { ...event, data, seq }, engine.newId));
    drafts.push({
      prev,
      body: {
        v: 1,
        agency: viewer.agency.code,
        stream: { kind: 'matter', id: event.matter },
        parent: event.parent,
        number,
        seq,
        action: event.action,
        actor: event.actor,
        post: event.post,
        onBehalfOf: event.onBehalfOf,
        command: commandId,
        recordedAt: event.recordedAt,
        occurredAt: event.occurredAt,
        settings: [...event.settings],
        procedure: event.procedure,
        state: event.state,
        data,
        files,
      },
    });
    companions.matters.push(
      matterRow(
        procedure,
        matter,
        number ?? (loaded.number as string),
        seq === 1 ? event.recordedAt : (loaded.registered_at as string),
        live,
      ),
    );
    companions.parties.push(...partyRows(procedure, event, before));
    companions.personal.push(...personal);
    if (wrapped) companions.keys.push({ subject_id: event.matter, wrapped });
    companions.files.push(
      ...files.map((file) => ({
        matter_id: event.matter,
        digest: file.digest,
        seq,
        name_commitment: file.name.commit,
      })),
    );
  }
  return { drafts, companions, moved };
};
