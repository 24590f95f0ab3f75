import PizZip from 'pizzip';
import { uuidv7 } from 'uuidv7';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Bureau, openBureau, workedOn } from '../../../../tests/builders/bureau.ts';
import { type Office, openOffice, viewerFor } from '../../../../tests/builders/office.ts';
import { textOf } from '../../../main/texts.ts';
import { paperKinds } from '../domain/kinds.ts';
import { newPaperCode } from './code.ts';
import type { PapersDeps } from './deps.ts';
import { draftPaper } from './drafts.ts';
import { bothOf, drawerOf } from './draw.ts';
import { handOutPaper, handOutTemplate } from './hand-out.ts';
import { dropTemplate, setTemplate, templateFaults, templateInForce } from './templates.ts';

let office: Office;
let bureau: Bureau;

beforeAll(async () => {
  office = await openOffice();
  bureau = await openBureau(office, 'shapes');
});
afterAll(() => office?.stop());

const deps = (): PapersDeps => {
  const drawer = drawerOf(null);
  const { engine, pools, files } = office;
  return { engine, pool: pools.app, files, drawer, draw: bothOf(drawer), text: textOf, newCode: newPaperCode };
};
const viewer = () => viewerFor(office, bureau.agency, bureau.people.office.person);
const hand = () => ({
  agency: bureau.agency,
  actor: bureau.people.office.person,
  post: null,
  command: uuidv7(),
  now: office.now(),
});
const stores = () => ({ pool: office.pools.app, newId: uuidv7, files: office.files });

/** The house's template with its words changed, as an office would in Word. */
const changed = async (change: (xml: string) => string): Promise<Uint8Array> => {
  const zip = new PizZip((await handOutTemplate(deps(), await viewer(), 'supervise', true)).bytes);
  zip.file('word/document.xml', change(zip.file('word/document.xml')?.asText() ?? ''));
  return zip.generate({ type: 'uint8array' });
};

const textOfFile = (bytes: Uint8Array, part = 'word/document.xml'): string =>
  [...(new PizZip(bytes).file(part)?.asText() ?? '').matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>/g)]
    .map(([, text]) => text)
    .join('');

test('the house’s own template of each kind is one that it takes back', async () => {
  for (const kind of paperKinds) {
    const { bytes } = await handOutTemplate(deps(), await viewer(), kind, true);
    expect([kind, templateFaults(kind, bytes)]).toEqual([kind, { ok: true, value: null }]);
  }
});

describe('a template is refused', () => {
  test('with every unknown name, its paragraph and the nearest known one', async () => {
    const bytes = await changed((xml) => xml.replace('{basis}', '{basics}').replace('{requirement}', '{requirment}'));
    const faults = templateFaults('supervise', bytes);
    expect(faults).toMatchObject({
      ok: false,
      refusal: {
        rule: 'papers.templateUnknown',
        facts: { names: ['basics', 'requirment'], nearest: ['basis', 'requirement'] },
      },
    });
    const paragraphs = faults.ok ? [] : (faults.refusal.facts.paragraphs as string[]).map(Number);
    expect(paragraphs.every((each) => each > 1)).toBe(true);
  });

  test('when the number, the unit or the day is missing', async () => {
    const bytes = await changed((xml) => xml.replaceAll('{number}', '1号'));
    expect(templateFaults('supervise', bytes)).toMatchObject({
      ok: false,
      refusal: { rule: 'papers.templateMissing', facts: { names: ['number'] } },
    });
  });

  test('when braces do not match, and when it is no Word file', async () => {
    const bytes = await changed((xml) => xml.replace('{basis}', '{basis'));
    expect(templateFaults('supervise', bytes)).toMatchObject({
      ok: false,
      refusal: { rule: 'papers.templateSyntax', facts: { paragraph: expect.any(Number) } },
    });
    expect(templateFaults('supervise', Buffer.from('PK nothing'))).toMatchObject({
      ok: false,
      refusal: { rule: 'papers.templateBroken' },
    });
    const sent = await setTemplate(stores(), hand(), 'supervise', Buffer.from('%PDF-1.4 %%EOF'), '模板.docx');
    expect(sent).toMatchObject({ ok: false, refusal: { code: 'unsupportedFile' } });
    expect(await templateInForce(office.pools.app, bureau.agency.id, 'supervise')).toBeNull();
  });
});

test('an office’s template fills Word, with the house’s foot under it; versions are kept, the house’s comes back', async () => {
  const bytes = await changed((xml) =>
    xml.replace(/<w:footerReference[^>]*\/>/g, '').replace('{opening}', '兹有 {matter}，{opening}'),
  );
  const made = await setTemplate(stores(), hand(), 'supervise', bytes, '本局督办.docx');
  expect(made).toMatchObject({ ok: true, value: { version: 1 } });
  const { problem } = await workedOn(bureau, { title: '窗口 <慢> & 乱' });
  const input = { basis: '局长办公会', requirement: '第一行\n第二行' };
  const supervisor = await viewerFor(office, bureau.agency, bureau.people.supervisor.person);
  const draft = await draftPaper(deps(), supervisor, { kind: 'supervise', matters: [problem], input });
  if (!draft.ok) throw new Error(JSON.stringify(draft.refusal));
  const word = async () => {
    const file = await handOutPaper(deps(), supervisor, draft.value.id, 'docx');
    if (!file.ok) throw new Error(JSON.stringify(file.refusal));
    return file.value.bytes;
  };
  const filled = await word();
  const words = textOfFile(filled);
  expect(words).toContain('兹有 窗口 &lt;慢&gt; &amp; 乱');
  expect(words).not.toMatch(/[{}]/);
  for (const side of ['default', 'even']) expect(textOfFile(filled, `word/house-footer-${side}.xml`)).toContain('草稿');
  expect(new PizZip(filled).file('word/document.xml')?.asText()).toContain('houseFooter_default');
  expect(await setTemplate(stores(), hand(), 'supervise', bytes, '再来一版.docx')).toMatchObject({
    ok: true,
    value: { version: 2 },
  });
  expect(await dropTemplate(stores(), hand(), 'supervise')).toMatchObject({
    ok: true,
    value: { version: 3, digest: null },
  });
  expect(textOfFile(await word())).not.toContain('兹有');
  expect(await dropTemplate(stores(), hand(), 'supervise')).toMatchObject({
    ok: false,
    refusal: { rule: 'papers.templateIsHouse' },
  });
});
