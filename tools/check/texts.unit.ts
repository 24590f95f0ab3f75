import { expect, test } from 'vitest';
import type { Procedure } from '../../src/kernel/procedure/procedure.ts';
import type { Room, Texts } from './rooms.ts';
import { parseSource } from './source.ts';
import { type Catalogue, gatheringFindings } from './text-catalogues.ts';
import { kernelKeys } from './text-keys.ts';
import { portalFindings, textFindings } from './texts.ts';

const procedure: Procedure = {
  code: 'leave',
  version: 1,
  numberPrefix: '',
  retention: { personalYears: 1 },
  forms: [{ code: 'ask', version: 1, fields: [{ name: 'kind', type: 'choice', choices: ['sick'] }] }],
  states: { asked: { turn: 'leader', clock: 'runs' }, given: { turn: null, clock: 'stopped', final: true } },
  actions: {
    ask: { from: 'new', who: ['staff'], form: 'ask', next: 'asked' },
    grant: { from: ['asked'], who: ['leader'], notSameAs: ['registrar'], rules: ['leave.rested'], next: 'given' },
  },
};

const whole: Texts = {
  'procedure.leave': '请假',
  'state.leave.asked': '待批',
  'state.leave.given': '已批',
  'action.leave.ask': '请',
  'action.leave.grant': '批',
  'turn.leader': '等领导',
  'role.leader': '领导',
  'role.staff': '职员',
  'turn.nobody': '完了',
  'done.leave.ask': '请了',
  'done.leave.grant': '批了',
  'form.ask.kind': '种类',
  'choice.ask.kind.sick': '病',
  'rule.leave.rested': '歇过才行',
  'rule.notSameAs.registrar': '不能自己批',
};

/** Words the kernel needs, which stand with the shell's. */
const kernel: Texts = Object.fromEntries(kernelKeys.map((key) => [key, '字']));

const without = (key: string): Texts => Object.fromEntries(Object.entries(whole).filter(([each]) => each !== key));

const room = (texts: Texts = whole): Room => ({
  name: 'leave',
  procedures: [procedure],
  rules: ['leave.rested'],
  texts,
});

const inFiles = (texts: Texts, shared: Texts): Catalogue[] => [
  { file: 'src/modules/leave/texts/zh.ts', texts },
  { file: 'src/web/texts/zh/bar.ts', texts: shared },
  { file: 'src/web/texts/zh/refusals.ts', texts: kernel },
];

const find = (code: Record<string, string> = {}, shared: Texts = {}, texts: Texts = whole) =>
  textFindings(
    [room(texts)],
    inFiles(texts, shared),
    Object.entries(code).map(([file, text]) => parseSource(file, text)),
  );

test('whole catalogues are in order', () => {
  const page = `t('bar.home'); t(open ? 'bar.open' : 'bar.shut'); say(t(\`tone.\${each}\`)); <Trans i18nKey="bar.rich" />;`;
  const words = { 'bar.home': '首页', 'bar.open': '开', 'bar.shut': '关', 'tone.low': '低', 'bar.rich': '富' };
  expect(find({ 'src/web/page.tsx': page }, words)).toEqual([]);
});

test.each(Object.keys(whole).filter((key) => !key.startsWith('rule.notSameAs')))(
  'a table’s key is missed: %s',
  (key) => {
    expect(find({}, {}, without(key))).toEqual([expect.stringContaining(`missing text ${key}`)]);
  },
);

test('a form that belongs to no table needs its words as well', () => {
  const forms = [{ code: 'register', version: 1, fields: [{ name: 'login', type: 'text' as const }] }];
  const found = (texts: Texts) => textFindings([{ ...room(texts), forms }], inFiles(texts, {}), []);
  expect(found(whole)).toEqual(['src/modules/leave missing text form.register.login']);
  expect(found({ ...whole, 'form.register.login': '登录名' })).toEqual([]);
});

const shared = { 'bar.home': '首页' };
const home = `t('bar.home');`;

test.each([
  ['a literal', `${home} t('bar.away');`, 'bar.away'],
  ['a method', `${home} i18next.t('bar.away');`, 'bar.away'],
  ['one side of a choice', `${home} t(open ? 'bar.home' : 'bar.away');`, 'bar.away'],
  ['a template that matches nothing', `${home} t(\`tone.\${each}\`);`, 'tone.…'],
  ['the last resort of a list', `${home} firstText(a, 'rule.none');`, 'rule.none'],
  ['a marked-up text', `${home} const a = <Trans i18nKey="bar.away" />;`, 'bar.away'],
  ['a word of a table of the shell', `${home} const navigation = [{ key: 'bar.away', to: '/' }];`, 'bar.away'],
  ['a catalogue read directly', `${home} const a = zh['bar.away'];`, 'bar.away'],
])('asked for and not there: %s', (_what, code, key) => {
  expect(find({ 'src/web/page.tsx': code }, shared)).toEqual([`src/web/page.tsx:1 missing text ${key}`]);
});

test('comments and tests ask for nothing', () => {
  expect(
    find({ 'src/web/page.tsx': `${home} // t('bar.away')`, 'src/web/a.unit.ts': `t('bar.away');` }, shared),
  ).toEqual([]);
});

test.each(['rule.locked', 'done.statement'])('the kernel’s key is missed: %s', (key) => {
  const rest = Object.fromEntries(Object.entries(kernel).filter(([each]) => each !== key));
  expect(
    textFindings([room()], [...inFiles(whole, {}).slice(0, 1), { file: 'src/web/texts/zh.ts', texts: rest }], []),
  ).toEqual([`src/kernel missing text ${key}`]);
});

test('a refusal’s own words are used, and words for one that nobody makes are not', () => {
  const code = { 'src/platform/x.ts': `refuse('locked', 'session.locked', {}, { mend: 'wait' });` };
  const words = { 'rule.session.locked': '锁着', 'mend.wait': '等等', 'fact.session.locked': '到 {{until}}' };
  expect(find(code, words)).toEqual([]);
  expect(find({}, words)).toEqual(
    Object.keys(words).map((key) => `src/web/texts/zh/bar.ts text ${key} is asked for nowhere`),
  );
});

test('the portal’s words are used where it names them', () => {
  const source = parseSource('src/portal/page.ts', 'const page = html`<p>$' + '{zh.home}</p>`;');
  expect(portalFindings({ home: '首页', away: '外' }, [source])).toEqual([
    'src/portal/texts/zh.ts text away is asked for nowhere',
  ]);
});

test('a text nobody asks for', () => {
  expect(find({}, { 'bar.home': '首页', 'fact.none': '无', 'mend.none': '无' })).toEqual([
    'src/web/texts/zh/bar.ts text bar.home is asked for nowhere',
    'src/web/texts/zh/bar.ts text fact.none is asked for nowhere',
    'src/web/texts/zh/bar.ts text mend.none is asked for nowhere',
  ]);
});

test('a template over a family of the tables does not make a stray member of it used', () => {
  const code = { 'src/web/page.tsx': 't(`state.$' + '{procedure}.$' + '{state}`);' };
  expect(find(code, {}, { ...whole, 'state.leave.gone': '没了' })).toEqual([
    'src/modules/leave/texts/zh.ts text state.leave.gone is asked for nowhere',
  ]);
});

test('a text that stands twice, and an empty one', () => {
  expect(
    find({ 'src/web/page.tsx': home }, { ...shared, 'procedure.leave': '假' }, { ...whole, 'bar.home': ' ' }),
  ).toEqual([
    'src/modules/leave/texts/zh.ts text procedure.leave stands in another catalogue too',
    'src/modules/leave/texts/zh.ts text bar.home stands in another catalogue too',
    'src/modules/leave/texts/zh.ts text bar.home is empty',
  ]);
});

test('a text that stands in two files of one part', () => {
  const twice = [...inFiles(whole, shared), { file: 'src/web/texts/zh/shell.ts', texts: shared }];
  expect(textFindings([room()], twice, [parseSource('src/web/page.tsx', home)])).toEqual([
    'src/web/texts/zh/bar.ts text bar.home stands in another catalogue too',
  ]);
});

test('what gathers the files holds their words and none besides', () => {
  const gathering = (texts: Texts) => ({ file: 'src/web/texts/zh.ts', texts });
  const files = [{ file: 'src/web/texts/zh/bar.ts', texts: shared }];
  expect(gatheringFindings(gathering(shared), files)).toEqual([]);
  expect(gatheringFindings(gathering({}), files)).toEqual([
    'src/web/texts/zh/bar.ts text bar.home is not what src/web/texts/zh.ts gathers',
  ]);
  expect(gatheringFindings(gathering({ 'bar.home': '家', 'bar.away': '外' }), files)).toEqual([
    'src/web/texts/zh/bar.ts text bar.home is not what src/web/texts/zh.ts gathers',
    'src/web/texts/zh.ts text bar.away belongs in a file of the folder beside it',
  ]);
});
