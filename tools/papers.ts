import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { uuidv7 } from 'uuidv7';
import { makeDemonstration } from '../src/main/demonstration/demonstration.ts';
import { createHouse } from '../src/main/engine.ts';
import { textOf } from '../src/main/texts.ts';
import {
  bothOf,
  drawerOf,
  newPaperCode,
  type PaperKind,
  type PapersDeps,
  setPaperSetting,
} from '../src/modules/papers/index.ts';
import { draftPaper } from '../src/modules/papers/server/drafts.ts';
import { handOutPaper, handOutTemplate } from '../src/modules/papers/server/hand-out.ts';
import { issue } from '../src/modules/papers/server/issue.ts';
import { paperView } from '../src/modules/papers/server/read.ts';
import { createPools, endPools } from '../src/platform/database/pools.ts';
import { startTestCluster } from '../src/platform/database/test-cluster.ts';
import { sealNow } from '../tests/builders/papers.ts';
import { fontsFile } from './papers/fonts.ts';

/**
 * One paper of each kind from the demonstration, issued, as Word and PDF; where LibreOffice and poppler are installed, every page
 * as a picture too: `npm run papers` writes to shots/papers, to be looked at.
 */
const out = path.resolve(import.meta.dirname, '../shots/papers');
const folder = mkdtempSync(path.join(os.tmpdir(), 'xiaoneng-papers-'));
rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });

const has = (program: string): boolean => spawnSync('which', [program]).status === 0;

const pictures = (names: readonly string[]): void => {
  const word = path.join(out, 'word');
  if (has('soffice')) {
    const env = { ...process.env, FONTCONFIG_FILE: fontsFile(folder) };
    const profile = `-env:UserInstallation=file://${folder}/profile`;
    const files = names.map((name) => path.join(out, `${name}.docx`));
    spawnSync('soffice', [profile, '--headless', '--convert-to', 'pdf', '--outdir', word, ...files], { env });
  } else console.log('soffice is not installed: Word files are not turned into pages');
  if (!has('pdftoppm')) {
    console.log('pdftoppm is not installed: no pictures');
    return;
  }
  for (const name of names)
    for (const [kind, file] of [
      ['pdf', path.join(out, `${name}.pdf`)],
      ['word', path.join(word, `${name}.pdf`)],
    ] as const)
      spawnSync('pdftoppm', ['-r', '80', '-png', file, path.join(out, `${name}-${kind}`)]);
};

const { cluster, stop } = await startTestCluster();
const here = (role: 'app' | 'sealer' | 'owner') => ({ ...cluster.logins[role], database: cluster.template });
const pools = createPools({ app: here('app'), sealer: here('sealer'), owner: here('owner') });
try {
  const house = createHouse(pools, folder);
  await makeDemonstration(house, 'xn.example.gov.cn', 'brief');
  const [agency] = await house.agencies.all();
  if (!agency) throw new Error('the demonstration has no agency');
  const drawer = drawerOf(null);
  const deps: PapersDeps = {
    engine: house.engine,
    pool: pools.app,
    files: house.files,
    drawer,
    draw: bothOf(drawer),
    text: textOf,
    newCode: newPaperCode,
  };
  const { rows: people } = await pools.app.query<{ person_id: string }>(
    `select a.person_id from appointment a join post p on p.agency_id = a.agency_id and p.id = a.post_id
where a.agency_id = $1 and 'supervisor' = any(p.roles) and p.reach = 'agency' limit 1`,
    [agency.id],
  );
  const viewer = await house.viewerFor(agency, people[0]?.person_id ?? '');
  const hand = { agency, actor: viewer.person, post: null, command: uuidv7(), now: house.now() };
  const site = 'https://xn.example.gov.cn';
  const setting = { codeWord: '云政服', mark: `${agency.name}文件`, printer: `${agency.name}办公室`, site };
  await setPaperSetting({ pool: pools.app, newId: uuidv7 }, hand, setting, 0);
  await sealNow({ ...house, pools } as never, agency);
  const problemIn = async (states: readonly string[]): Promise<string> => {
    const { rows } = await pools.app.query<{ id: string }>(
      `select m.id from matter m where m.agency_id = $1 and m.procedure = 'problem' and m.state = any($2) and not m.confidential
order by (select count(*) from matter c where c.agency_id = $1 and c.parent_id = m.id) desc limit 1`,
      [agency.id, states],
    );
    return rows[0]?.id ?? '';
  };
  const running = await problemIn(['rectifying', 'planned']);
  const lastMonth = new Date(house.now().getTime() - 20 * 86_400_000).toISOString().slice(0, 7);
  const asked: readonly [PaperKind, string[], Record<string, unknown>][] = [
    ['ledger', [], { view: 'all' }],
    ['strikeOff', [await problemIn(['struckOff'])], {}],
    [
      'supervise',
      [running],
      {
        basis: '局长办公会 2026 年第 9 次会议',
        requirement: '一要逐项落实措施，明确到人；二要在窗口公布改进情况；三要于时限前书面报送办理结果。',
        contact: '何静，电话 0000-7654321',
        copy: '局领导，驻局纪检监察组',
      },
    ],
    ['urge', [running], { contact: '何静，电话 0000-7654321' }],
    [
      'bulletin',
      [],
      {
        month: lastMonth,
        next: '（一）超期的逐件说明原因，十日内拿出新的完成日期。\n（二）临期的由责任领导过问一次。\n（三）已办结的补齐佐证，交复核人销号。',
        contact: '顾文，电话 0000-7654300',
        copy: '县委督查室，县政府督查室',
      },
    ],
  ];
  for (const [kind, matters, input] of asked) {
    const draft = await draftPaper(deps, viewer, { kind, matters, input });
    if (!draft.ok) throw new Error(`${kind}: ${JSON.stringify(draft.refusal)}`);
    const view = await paperView(deps, viewer, draft.value.id);
    if (!view.ok) throw new Error(`${kind}: ${JSON.stringify(view.refusal)}`);
    const started = performance.now();
    const issuing = { fingerprint: view.value.fingerprint ?? '', command: uuidv7(), site };
    const issued = await issue(deps, viewer, draft.value.id, issuing);
    if (!issued.ok) throw new Error(`${kind}: ${JSON.stringify(issued.refusal)}`);
    const took = Math.round(performance.now() - started);
    const sizes: string[] = [];
    for (const format of ['docx', 'pdf'] as const) {
      const file = await handOutPaper(deps, viewer, draft.value.id, format);
      if (!file.ok) throw new Error(`${kind}: ${JSON.stringify(file.refusal)}`);
      writeFileSync(path.join(out, `${kind}.${format}`), file.value.bytes);
      sizes.push(`${file.value.name} ${Math.round(file.value.bytes.length / 1024)} KB`);
    }
    console.log(`${kind}: ${sizes.join(', ')}, issued in ${took} ms`);
    writeFileSync(path.join(out, `${kind}-template.docx`), (await handOutTemplate(deps, viewer, kind, true)).bytes);
  }
  pictures(asked.map(([kind]) => kind));
  console.log(`${readdirSync(out).length} files in ${path.relative(process.cwd(), out)}`);
} finally {
  await endPools(pools);
  await stop();
  rmSync(folder, { recursive: true, force: true });
}
