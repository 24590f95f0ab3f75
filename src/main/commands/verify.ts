import { readFileSync } from 'node:fs';
import { describeFinding, parseCheckpoint, parseNote, type VerifyReport } from '../../kernel/proof/index.ts';
import { messageOf, OperatorFault } from '../../platform/config/fault.ts';
import { logAgencies } from '../../platform/log/agencies.ts';
import { verifyFolder } from '../../platform/log/verify-folder.ts';
import type { LiveReport } from '../../platform/log/verify-live.ts';
import { refused } from './refused.ts';

type Options = { checkpoint?: string; live?: boolean; agency?: string; json?: boolean };

const grouped = (n: number): string => String(n).replace(/\B(?=(\d{3})+$)/g, ' ');

const minuteOf = (moment: string): string => {
  const at = new Date(moment);
  const two = (n: number) => String(n).padStart(2, '0');
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())} ${two(at.getHours())}:${two(at.getMinutes())}`;
};

const verdict = ({ findings, size, lastRecordedAt, anchor }: VerifyReport): string[] => {
  if (findings.length > 0) return [`NOT WHOLE: ${findings.length} findings`];
  if (lastRecordedAt === null) return ['whole: nothing is recorded yet'];
  // Nobody is told “unaltered” on the word of the one who might have altered it.
  const words = anchor === null ? '前后一致；没有与外存凭证核对' : '未被改动';
  return [
    `whole: no finding in ${grouped(size)} events`,
    `截至 ${minuteOf(lastRecordedAt)} 共 ${grouped(size)} 条，${words}`,
  ];
};

const isLive = (report: VerifyReport): report is LiveReport => 'unsealed' in report;

const liveLines = ({ personal, files, unsealed }: LiveReport): string[] => [
  `${grouped(personal.checked)} protected values (${grouped(personal.erased)} erased), ${grouped(files.checked)} files (${grouped(files.erased)} erased)`,
  ...(unsealed > 0
    ? [`not checked: nothing vouches yet for ${grouped(unsealed)} events that wait for their seal`]
    : []),
];

/** A report as lines for people: what was looked at, what was found, what was not checked. */
export const reportLines = (report: VerifyReport): string[] => [
  `${report.origin ?? 'a log without a readable name'}: ${grouped(report.size)} events (${grouped(report.withheld)} withheld), ` +
    `${grouped(report.streams)} streams, ${grouped(report.checkpoints)} checkpoints`,
  ...(isLive(report) ? liveLines(report) : []),
  ...report.findings.map((one) => `found: ${describeFinding(one)}`),
  ...report.unchecked.map(({ reason }) => `not checked: ${reason}`),
  ...verdict(report),
];

const anchorText = (file: string): { text: string; origin: string | null } => {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new OperatorFault(`the note ${file} cannot be read: ${messageOf(error)}`);
  }
  const note = parseNote(text);
  const head = note.ok ? parseCheckpoint(note.value.text) : note;
  return { text, origin: head.ok ? head.value.origin : null };
};

const verifyHere = async ({ checkpoint, agency: code }: Options): Promise<LiveReport[]> => {
  const anchor = checkpoint === undefined ? null : anchorText(checkpoint);
  // The database is no business of somebody who checks a folder, so it is not even loaded for them.
  const { withDatabase } = await import('./setting.ts');
  const { createHouse } = await import('../engine.ts');
  const { verifyLive } = await import('../../platform/log/verify-live.ts');
  return withDatabase('verify', async ({ pools, dataFolder }) => {
    const { vault, files } = createHouse(pools, dataFolder);
    const agencies = (await logAgencies(pools.app)).filter((each) => code === undefined || each.code === code);
    if (agencies.length === 0)
      throw new OperatorFault(code === undefined ? 'there is no agency yet' : `there is no agency ${code}`);
    if (anchor && !agencies.some(({ origin }) => origin === anchor.origin) && agencies.length > 1) {
      throw new OperatorFault(`the note ${checkpoint} is for ${anchor.origin ?? 'no log'}, which is not here`);
    }
    const reports: LiveReport[] = [];
    for (const agency of agencies) {
      const isIts = anchor && (agencies.length === 1 || anchor.origin === agency.origin);
      reports.push(
        await verifyLive(agency, { pool: pools.app, vault, files, anchor: isIts ? anchor.text : undefined }),
      );
    }
    return reports;
  });
};

/** `xiaoneng verify FOLDER` (offline) or `--live`: 0 whole, 1 findings, 2 usage or unreadable. */
export const verifyCommand = async (folder: string | undefined, options: Options = {}): Promise<number> => {
  const { live = false, json = false, checkpoint } = options;
  try {
    if (live === (folder !== undefined)) throw new OperatorFault('verify needs a folder, or --live for the database');
    const reports = folder === undefined ? await verifyHere(options) : [await verifyFolder(folder, { checkpoint })];
    const whole = reports.every(({ findings }) => findings.length === 0);
    const object = folder === undefined ? { whole, agencies: reports } : { whole, ...reports[0] };
    const text = reports.map((one) => reportLines(one).join('\n')).join('\n\n');
    process.stdout.write(`${json ? JSON.stringify(object) : text}\n`);
    if (!whole) process.exitCode = 1;
    return whole ? 0 : 1;
  } catch (error) {
    return refused(error, json);
  }
};
