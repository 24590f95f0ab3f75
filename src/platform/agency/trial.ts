import { granted, type Outcome, refuse } from '../../kernel/refusal.ts';
import { type Runner, run, statement } from '../database/statement.ts';
import { appendSetting, type Hand } from '../log/setting.ts';

const find = statement<{ trial: boolean }>('agency.trial', 'select trial from agency where id = $1');
const end = statement<{ id: string }>(
  'agency.endTrial',
  'update agency set trial = false where id = $1 and trial returning id',
);

/** May one person hold the roles of all three administrators here? */
export const isOnTrial = async (runner: Runner, agency: string): Promise<boolean> =>
  (await run(runner, find, agency))[0]?.trial ?? false;

/** Said in the log at the agency's beginning: whoever checks the log later knows what one hand could do. */
export const recordTrial = async (client: Runner, hand: Hand): Promise<void> => {
  const written = await appendSetting(client, hand, {
    kind: 'agency',
    id: hand.agency.id,
    action: 'beginTrial',
    data: {},
  });
  if (!written.ok) throw new Error('a new agency has a stream of its own');
};

/** Ends it for good, once three people hold the three roles. */
export const endTrial = async (client: Runner, hand: Hand, areThree: boolean): Promise<Outcome<null>> => {
  if (!areThree) return refuse('ruleBroken', 'trial.notThree', {}, { mend: 'threePeople' });
  const [ended] = await run(client, end, hand.agency.id);
  if (!ended) return refuse('wrongState', 'trial.over');
  const change = { kind: 'agency', id: hand.agency.id, action: 'endTrial', data: {} };
  const written = await appendSetting(client, hand, change);
  return written.ok ? granted(null) : refuse('stale', 'setting.moved', {}, { mend: 'tryAgain' });
};
