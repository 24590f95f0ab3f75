import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import sharp from 'sharp';
import { afterAll, expect, test } from 'vitest';
import { photograph, plainPicture } from '../../../tests/builders/files.ts';
import { createFileStore, type Kept } from './store.ts';

const root = mkdtempSync(path.join(tmpdir(), 'xn-files-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const store = createFileStore(root);
let agencies = 0;
const newAgency = (): string => `00000000-0000-7000-8000-${String(++agencies).padStart(12, '0')}`;
const sha = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
const send = (agency: string, bytes: Buffer, name: string, most?: number) =>
  store.put(agency, Readable.from([bytes]), { name, ...(most !== undefined && { most }) });
const keep = async (agency: string, bytes: Buffer, name: string): Promise<Kept> => {
  const outcome = await send(agency, bytes, name);
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.refusal));
  return outcome.value;
};
const bytesOf = async (agency: string, digest: string | null): Promise<Buffer> => {
  const found = await store.read(agency, digest ?? '');
  if (!found) throw new Error('nothing there');
  return buffer(found.stream);
};
const files = (agency: string): string[] =>
  readdirSync(path.join(root, 'files', agency), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));

test('bytes lie under their digest, for nobody else to read, and the same content is one file', async () => {
  const agency = newAgency();
  const bytes = Buffer.from('窗口排队情况');
  const kept = await keep(agency, bytes, '情况.txt');
  await keep(agency, bytes, '又一次.txt');
  expect(kept).toEqual({
    digest: sha(bytes),
    size: bytes.length,
    type: 'text/plain',
    shownDigest: null,
    locationRemoved: false,
  });
  const place = path.join(root, 'files', agency, kept.digest.slice(0, 2), kept.digest);
  expect(files(agency)).toEqual([place]);
  expect(statSync(place).mode & 0o777).toBe(0o600);
  expect(statSync(path.dirname(place)).mode & 0o777).toBe(0o700);
  expect(await bytesOf(agency, kept.digest)).toEqual(bytes);
});

test('one agency does not see what another keeps', async () => {
  const { digest } = await keep(newAgency(), Buffer.from('只在这里'), 'a.txt');
  expect(await store.read(newAgency(), digest)).toBeNull();
});

test('a photograph is kept as it came, and shown without where and by what it was taken', async () => {
  const agency = newAgency();
  const original = await photograph();
  expect((await sharp(original).metadata()).exif?.includes('SecretPhoneMaker')).toBe(true);
  const kept = await keep(agency, original, '现场.jpg');
  expect(kept.locationRemoved).toBe(true);
  expect(sha(await bytesOf(agency, kept.digest))).toBe(sha(original));

  const shown = await bytesOf(agency, kept.shownDigest);
  expect(sha(shown)).toBe(kept.shownDigest);
  for (const trace of ['Exif', 'GPS', 'SecretPhoneMaker', 'reporter', 'http://ns.adobe.com'])
    expect(shown.includes(trace), trace).toBe(false);
  const metadata = await sharp(shown).metadata();
  expect(metadata).not.toHaveProperty('exif');
  expect(metadata).not.toHaveProperty('xmp');
  // Taken with the phone on its side: the copy stands upright without being told so.
  expect([metadata.width, metadata.height, metadata.orientation]).toEqual([40, 60, undefined]);
});

test('places in other metadata count too', async () => {
  const xmp = '<x:xmpmeta xmlns:x="adobe:ns:meta/"><d exif:GPSLatitude="30,15N"/></x:xmpmeta>';
  const bytes = await sharp(await plainPicture('webp'))
    .webp()
    .withXmp(xmp)
    .toBuffer();
  const agency = newAgency();
  const kept = await keep(agency, bytes, 'a.webp');
  expect(kept.locationRemoved).toBe(true);
  expect((await bytesOf(agency, kept.shownDigest)).includes('GPS')).toBe(false);
});

test('a picture without a place is shown as a copy all the same, and says that nothing was removed', async () => {
  const kept = await keep(newAgency(), await plainPicture('png'), '截图.png');
  expect(kept.locationRemoved).toBe(false);
  expect(kept.shownDigest).not.toBeNull();
});

test('what hides behind a picture does not come along', async () => {
  const agency = newAgency();
  const bytes = Buffer.concat([await plainPicture('png'), Buffer.from('<script>alert(1)</script>')]);
  const kept = await keep(agency, bytes, 'a.png');
  expect((await bytesOf(agency, kept.shownDigest)).includes('script')).toBe(false);
});

test('a large picture is shown at most 2560 pixels long; of a moving one, its first frame', async () => {
  const agency = newAgency();
  const large = await keep(agency, await plainPicture('jpeg', 4000, 1000), 'a.jpg');
  const { width, height } = await sharp(await bytesOf(agency, large.shownDigest)).metadata();
  expect([width, height]).toEqual([2560, 640]);
  const moving = await keep(agency, await plainPicture('gif'), 'a.gif');
  expect((await sharp(await bytesOf(agency, moving.shownDigest)).metadata()).format).toBe('png');
});

test('a picture that bursts when opened, or breaks off, is refused and leaves nothing', async () => {
  const agency = newAgency();
  const bomb = await sharp({ create: { width: 12_000, height: 12_000, channels: 3, background: 'white' } })
    .png({ compressionLevel: 9 })
    .toBuffer();
  expect(await send(agency, bomb, 'a.png')).toMatchObject({
    ok: false,
    refusal: { code: 'tooLarge', rule: 'file.pixels', facts: { pixels: 144_000_000 } },
  });
  const whole = await plainPicture('jpeg', 900, 900);
  expect(await send(agency, whole.subarray(0, whole.length / 2), 'a.jpg')).toMatchObject({
    ok: false,
    refusal: { code: 'unsupportedFile', rule: 'file.picture' },
  });
  expect(files(agency)).toEqual([]);
});

test('too much is refused while it comes, and the sender is cut off', async () => {
  const agency = newAgency();
  let sent = 0;
  const endless = new Readable({
    read() {
      sent += 1000;
      this.push(Buffer.alloc(1000, 'a'));
    },
  });
  const outcome = await store.put(agency, endless, { name: 'a.txt', most: 50_000 });
  expect(outcome).toMatchObject({
    ok: false,
    refusal: { code: 'tooLarge', rule: 'file.size', facts: { limit: 50_000 } },
  });
  expect(endless.destroyed).toBe(true);
  expect(sent).toBeLessThan(200_000);
  expect(files(agency)).toEqual([]);
});

test('a sender that breaks off leaves nothing', async () => {
  const agency = newAgency();
  const broken = Readable.from(
    (async function* () {
      yield Buffer.from('half');
      throw new Error('connection lost');
    })(),
  );
  await expect(store.put(agency, broken, { name: 'a.txt' })).rejects.toThrow('connection lost');
  expect(files(agency)).toEqual([]);
});

test('an altered or missing file is found, and sending it again mends it', async () => {
  const agency = newAgency();
  const bytes = Buffer.from('原来的证据');
  const { digest } = await keep(agency, bytes, 'a.txt');
  expect(await store.verify(agency, digest)).toBe('whole');
  writeFileSync(files(agency)[0] as string, '改过的证据');
  expect(await store.verify(agency, digest)).toBe('altered');
  rmSync(files(agency)[0] as string);
  expect(await store.verify(agency, digest)).toBe('missing');
  await keep(agency, bytes, 'a.txt');
  expect(await store.verify(agency, digest)).toBe('whole');
});

test('what is removed is gone', async () => {
  const agency = newAgency();
  const { digest } = await keep(agency, Buffer.from('一段文字'), 'a.txt');
  await store.remove(agency, digest);
  await store.remove(agency, digest);
  expect(await store.read(agency, digest)).toBeNull();
  expect(files(agency)).toEqual([]);
});

test('a sweep takes drafts and files nobody knows once they are a day old, and nothing else', async () => {
  const agency = newAgency();
  const known = await keep(agency, Buffer.from('known'), 'a.txt');
  const young = await keep(agency, Buffer.from('young'), 'a.txt');
  const orphan = await keep(agency, Buffer.from('orphan'), 'a.txt');
  const draft = path.join(root, 'files', agency, 'drafts', 'cut-off');
  writeFileSync(draft, 'half');
  const long = new Date(Date.now() - 25 * 3_600_000);
  for (const file of files(agency)) if (!file.endsWith(young.digest)) utimesSync(file, long, long);
  expect(await store.sweep(agency, new Set([known.digest]))).toBe(2);
  const left = files(agency).map((file) => path.basename(file));
  expect(left.sort()).toEqual([known.digest, young.digest].sort());
  expect(left).not.toContain(orphan.digest);
  expect(await store.sweep(newAgency(), new Set())).toBe(0);
});

test('names of agencies and digests cannot lead out of the folder', async () => {
  await expect(store.read('../../etc', 'a'.repeat(64))).rejects.toThrow(/agency/);
  await expect(store.read(newAgency(), '../../../etc/passwd')).rejects.toThrow(/digest/);
});
