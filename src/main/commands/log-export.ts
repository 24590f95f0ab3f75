import { OperatorFault } from '../../platform/config/fault.ts';
import { run, statement } from '../../platform/database/statement.ts';
import { type ExportResult, exportLog } from '../../platform/log/export.ts';
import { recordAccess } from '../../platform/matter/page.ts';
import { recordSecurity } from '../../platform/security/record.ts';
import { createHouse, type StandingHouse } from '../engine.ts';
import { refused } from './refused.ts';
import { say, withDatabase } from './setting.ts';
import { signInAs } from './sign-in-as.ts';

type Options = { out: string; agency?: string; full?: boolean; login?: string; json?: boolean };
type Agency = Awaited<ReturnType<StandingHouse['agencies']['all']>>[number];

const confidential = statement<{ id: string }>(
  'export.confidential',
  'select id from matter where agency_id = $1 and confidential',
);

const agencyFor = async (standing: StandingHouse, code: string | undefined): Promise<Agency> => {
  const agencies = await standing.agencies.all();
  const found = code === undefined ? agencies[0] : agencies.find((each) => each.code === code);
  if (!found) throw new OperatorFault(code === undefined ? 'there is no agency yet' : `there is no agency ${code}`);
  // The same one that an address without an agency leads to; said, so that nobody takes it for all of them.
  if (code === undefined && agencies.length > 1) {
    const others = agencies.filter((each) => each !== found).map((each) => each.code);
    say(`agency ${found.code}; for another one: --agency ${others.join(' | ')}`);
  }
  return found;
};

/** Signs the auditor in and out again: whoever takes the confidential bodies out must be one today, and is on record. */
const auditorOf = async (standing: StandingHouse, agency: Agency, login: string | undefined): Promise<string> => {
  if (login === undefined) throw new OperatorFault('--full asks an auditor: --login <login>');
  const { person, capacities } = await signInAs(standing, agency, login);
  if (!capacities.some(({ roles }) => roles.includes('auditor'))) {
    throw new OperatorFault(`${login} holds no post with the auditor's role`);
  }
  return person;
};

/** Every confidential matter in a full export counts as read by the auditor. */
const noteReading = async (standing: StandingHouse, agency: Agency, person: string): Promise<void> => {
  const viewer = await standing.viewerFor(agency, person);
  const rows = await run(standing.engine.runner, confidential, agency.id);
  await recordAccess(
    standing.engine,
    { ...viewer, capacities: [] },
    'export',
    rows.map(({ id }) => ({ id, confidential: true })),
  );
};

const words = ({ folder, size, withheld, missing, checkpoints }: ExportResult): string =>
  [
    `${size} events and ${checkpoints} checkpoints in ${folder}`,
    ...(withheld > 0 ? [`${withheld} bodies withheld, of matters that are confidential or about somebody`] : []),
    ...(missing > 0 ? [`${missing} events are gone from the database: verify names them`] : []),
    '',
  ].join('\n');

/** `xiaoneng log export`: 0 done, 2 refused or impossible. */
export const logExportCommand = async ({
  out,
  agency: code,
  full = false,
  login,
  json = false,
}: Options): Promise<number> => {
  try {
    const result = await withDatabase('log export', async ({ pools, dataFolder }) => {
      const standing = createHouse(pools, dataFolder);
      const agency = await agencyFor(standing, code);
      const person = full ? await auditorOf(standing, agency, login) : null;
      if (person !== null) await noteReading(standing, agency, person);
      const done = await exportLog(pools.app, agency, { out, full });
      const { size, withheld } = done;
      await recordSecurity(pools.app, agency.id, {
        at: standing.now(),
        kind: 'export',
        person,
        detail: { full, size, withheld },
      });
      return done;
    });
    process.stdout.write(json ? `${JSON.stringify(result)}\n` : words(result));
    return 0;
  } catch (error) {
    return refused(error, json);
  }
};
