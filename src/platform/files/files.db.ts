import { randomUUID } from 'node:crypto';
import { readdirSync, utimesSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { pdf, photograph, plainPicture } from '../../../tests/builders/files.ts';
import {
  act,
  type Clerk,
  employ,
  type Office,
  openOffice,
  openTestAgency,
  openTestApp,
  openUnit,
} from '../../../tests/builders/office.ts';
import type { Agency } from '../authorization/directory.ts';
import { startDaily } from '../maintenance/daily.ts';
import { fileRoutes } from './routes.ts';
import { knownDigests } from './rows.ts';

let office: Office;
let app: FastifyInstance;
let agency: Agency;
let other: Agency;
let owner: Clerk;
let stranger: Clerk;
let accused: Clerk;
let foreign: Clerk;

beforeAll(async () => {
  office = await openOffice();
  agency = await openTestAgency(office, 'first');
  other = await openTestAgency(office, 'second');
  const unit = await openUnit(office, agency, '征管');
  owner = await employ(office, agency, unit, '方志成', ['handler', 'reviewer']);
  accused = await employ(office, agency, unit, '周某', ['handler']);
  stranger = await employ(office, agency, await openUnit(office, agency, '法制'), '李婷', ['handler']);
  foreign = await employ(office, other, await openUnit(office, other, '外'), '外人', ['handler'], 'agency');
  ({ app } = await openTestApp(office));
  fileRoutes(app, { engine: office.engine, files: office.files });
  await app.ready();
});
afterAll(async () => {
  await app.close();
  await office.stop();
});

const multipart = (bytes: Buffer, name: string, field = 'file') => {
  const head = `--b\r\ncontent-disposition: form-data; name="${field}"; filename="${name}"\r\ncontent-type: text/html\r\n\r\n`;
  return {
    payload: Buffer.concat([Buffer.from(head), bytes, Buffer.from('\r\n--b--\r\n')]),
    headers: { 'content-type': 'multipart/form-data; boundary=b' },
  };
};
const upload = (clerk: Clerk, bytes: Buffer, name: string, code = 'first') => {
  const { payload, headers } = multipart(bytes, name);
  const cookies = { xn_session: clerk.person };
  return app.inject({ method: 'POST', url: `/a/${code}/api/files`, payload, headers, cookies });
};
const get = (clerk: Clerk, matter: string, digest: string, query = '', code = 'first', headers = {}) =>
  app.inject({
    url: `/a/${code}/api/matters/${matter}/files/${digest}${query}`,
    cookies: { xn_session: clerk.person },
    headers,
  });
const rows = async (text: string, ...values: unknown[]) => (await office.pools.app.query(text, values)).rows;
const accesses = (matter: string) => rows('select person_id, way from access where matter_id = $1', matter);

/** A problem on which the owner has put these files while reporting progress; its measure holds them. */
const problemWith = async (files: { digest: string; name: string }[], data: Record<string, unknown> = {}) => {
  const problem = await act(
    office,
    agency,
    owner,
    { procedure: 'problem' },
    {
      action: 'register',
      data: { title: '排队太久', unit: owner.unit, owner: owner.person, ownerPost: owner.post, ...data },
    },
  );
  const measures = [{ title: '加窗口', unit: owner.unit, owner: owner.person, ownerPost: owner.post }];
  const planned = await act(office, agency, owner, { matter: problem.id }, { action: 'plan', data: { measures } });
  const measure = planned.children[0] as string;
  await act(
    office,
    agency,
    owner,
    { matter: measure },
    {
      action: 'reportProgress',
      data: { progress: '已加两个' },
      files: files.map((file) => ({ ...file, size: 0, type: '' })),
    },
  );
  return { problem: problem.id, measure };
};

describe('sending', () => {
  test('a file is kept, told by its content whatever the browser says, and known by a row', async () => {
    const reply = await upload(owner, pdf, '通知.pdf');
    expect(reply.statusCode).toBe(201);
    const body = reply.json();
    expect(body).toEqual({
      digest: expect.stringMatching(/^[0-9a-f]{64}$/),
      size: pdf.length,
      type: 'application/pdf',
      name: '通知.pdf',
      locationRemoved: false,
    });
    expect(await rows('select size, type, uploaded_by from file where digest = $1', body.digest)).toEqual([
      { size: pdf.length, type: 'application/pdf', uploaded_by: owner.person },
    ]);
    expect(await office.files.verify(agency.id, body.digest)).toBe('whole');
  });

  test('the same content twice is one row, and what the first sender called it stands', async () => {
    const first = (await upload(owner, Buffer.from('甲,乙\n'), '表.csv')).json();
    const second = (await upload(stranger, Buffer.from('甲,乙\n'), '表.txt')).json();
    expect(second).toMatchObject({ digest: first.digest, type: 'text/csv' });
    expect(await rows('select uploaded_by from file where digest = $1', first.digest)).toEqual([
      { uploaded_by: owner.person },
    ]);
  });

  test('a picture sent again is shown by the copy that was just made', async () => {
    const bytes = await plainPicture('webp');
    const { digest } = (await upload(owner, bytes, 'a.webp')).json();
    const shown = async () => (await rows('select shown_digest from file where digest = $1', digest))[0]?.shown_digest;
    const made = await shown();
    await office.database.owner.query('update file set shown_digest = $2 where digest = $1', [digest, 'f'.repeat(64)]);
    expect((await upload(stranger, bytes, 'a.webp')).statusCode).toBe(201);
    expect(await shown()).toBe(made);
  });

  test('what is not on the list is refused with what was found, and leaves no row and no bytes', async () => {
    const count = async () => (await rows('select count(*) as n from file'))[0]?.n;
    const before = await count();
    const reply = await upload(owner, Buffer.from('<svg onload="alert(1)"/>'), '图.png');
    expect(reply.statusCode).toBe(415);
    expect(reply.json()).toMatchObject({ rule: 'file.type', facts: { found: 'markup', declared: 'png' } });
    expect(await count()).toBe(before);
    expect(readdirSync(path.join(office.dataFolder, 'files', agency.id, 'drafts'))).toEqual([]);
  });

  test('nobody sends without signing in, and a body without a file is a wrong field', async () => {
    expect((await app.inject({ method: 'POST', url: '/api/files', ...multipart(pdf, 'a.pdf') })).statusCode).toBe(401);
    const cookies = { xn_session: owner.person };
    const wrong = { method: 'POST', url: '/api/files', cookies } as const;
    for (const reply of [
      await app.inject({ ...wrong, ...multipart(pdf, 'a.pdf', 'else') }),
      await app.inject({ ...wrong, payload: {} }),
    ]) {
      expect(reply.statusCode).toBe(422);
      expect(reply.json().fields).toEqual([{ path: 'file', rule: 'required' }]);
    }
  });

  test('too much is refused over a real connection before it has all come', async () => {
    await app.listen({ port: 0, host: '127.0.0.1' });
    const { port } = app.server.address() as AddressInfo;
    const answer = await new Promise<{ status: number | undefined; text: string }>((resolve, reject) => {
      const request = httpRequest(
        {
          port,
          method: 'POST',
          path: '/a/first/api/files',
          headers: { 'content-type': 'multipart/form-data; boundary=b', cookie: `xn_session=${owner.person}` },
        },
        (response) => {
          let text = '';
          response.on('data', (chunk) => {
            text += chunk;
          });
          response.on('end', () => resolve({ status: response.statusCode, text }));
        },
      );
      // The server closes while we still send.
      request.on('error', (error: Error & { code?: string }) => {
        if (!['EPIPE', 'ECONNRESET'].includes(error.code ?? '')) reject(error);
      });
      request.write('--b\r\ncontent-disposition: form-data; name="file"; filename="a.txt"\r\n\r\n');
      const more = () => {
        if (!request.destroyed) request.write(Buffer.alloc(1024 * 1024, 'a'), () => setImmediate(more));
      };
      more();
    });
    expect(answer.status).toBe(413);
    expect(JSON.parse(answer.text)).toMatchObject({ rule: 'file.size', facts: { limit: 20 * 1024 * 1024 } });
  }, 20_000);
});

describe('reading', () => {
  test('bytes come back as an attachment under the name given with the matter', async () => {
    const { digest } = (await upload(owner, pdf, '通知.pdf')).json();
    const { measure } = await problemWith([{ digest, name: '整改通知（盖章）.pdf' }]);
    const reply = await get(owner, measure, digest);
    expect(reply.statusCode).toBe(200);
    expect(reply.rawPayload).toEqual(pdf);
    expect(reply.headers).toMatchObject({
      'content-type': 'application/pdf',
      'content-length': String(pdf.length),
      'content-disposition': `attachment; filename="file.pdf"; filename*=UTF-8''${encodeURIComponent('整改通知（盖章）.pdf')}`,
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-cache',
      etag: `"${digest}"`,
    });
    expect(reply.headers['content-security-policy']).toContain('sandbox');
    const again = await get(owner, measure, digest, '', 'first', { 'if-none-match': `"${digest}"` });
    expect([again.statusCode, again.rawPayload.length]).toEqual([304, 0]);
  });

  test('a photograph is handed out as its cleaned copy, shown in place only when asked for as a picture', async () => {
    const original = await photograph();
    const sent = (await upload(owner, original, '现场.jpg')).json();
    expect(sent.locationRemoved).toBe(true);
    const { measure } = await problemWith([{ digest: sent.digest, name: '现场.jpg' }]);
    const saved = await get(owner, measure, sent.digest);
    const shown = await get(owner, measure, sent.digest, '?as=picture');
    expect(saved.headers['content-disposition']).toMatch(/^attachment/);
    expect(shown.headers['content-disposition']).toMatch(/^inline/);
    expect(shown.headers['content-type']).toBe('image/jpeg');
    for (const reply of [saved, shown]) {
      expect(reply.rawPayload.includes('SecretPhoneMaker')).toBe(false);
      expect(await sharp(reply.rawPayload).metadata()).not.toHaveProperty('exif');
    }
    const { digest } = (await upload(owner, pdf, '通知.pdf')).json();
    const { measure: another } = await problemWith([{ digest, name: 'a.pdf' }]);
    expect((await get(owner, another, digest, '?as=picture')).headers['content-disposition']).toMatch(/^attachment/);
  });

  test('not attached here, out of reach, another agency, accused, unknown: one and the same answer', async () => {
    const { digest } = (await upload(owner, pdf, '通知.pdf')).json();
    const loose = (await upload(owner, Buffer.from('只是上传，没有附上'), 'a.txt')).json().digest;
    const { measure } = await problemWith([{ digest, name: 'a.pdf' }], { accused: [accused.person] });
    const { measure: elsewhere } = await problemWith([]);
    const unknown = randomUUID();
    const replies = [
      await get(owner, measure, loose),
      await get(owner, elsewhere, digest),
      await get(owner, unknown, digest),
      await get(stranger, measure, digest),
      await get(accused, measure, digest),
      await get(foreign, measure, digest, '', 'second'),
    ];
    const alike = replies.map((reply) => {
      const { date: _, ...headers } = reply.headers;
      const { requestId: __, instance: ___, ...body } = reply.json();
      return { status: reply.statusCode, headers: { ...headers, 'content-length': 0 }, body };
    });
    expect(alike[0]).toMatchObject({ status: 404, body: { code: 'notFound', rule: 'file' } });
    for (const each of alike) expect(each).toEqual(alike[0]);
    expect((await get(owner, measure, digest)).statusCode).toBe(200);
  });

  test('each reading of a confidential matter, and of what stands below it, leaves a record; others leave none', async () => {
    const { digest } = (await upload(owner, pdf, '通知.pdf')).json();
    const open = await problemWith([{ digest, name: 'a.pdf' }]);
    await get(owner, open.measure, digest);
    expect(await accesses(open.measure)).toEqual([]);
    const secret = await problemWith([{ digest, name: 'a.pdf' }], { confidential: true });
    const reply = await get(owner, secret.measure, digest);
    expect(reply.headers['cache-control']).toBe('no-store');
    await get(owner, secret.measure, digest);
    const record = { person_id: owner.person, way: 'file' };
    expect(await accesses(secret.measure)).toEqual([record, record]);
  });

  test('knowing the digest of somebody else’s file does not let one attach it; having sent the same content does', async () => {
    const { digest } = (await upload(owner, Buffer.from('只有承办人有的材料'), 'a.txt')).json();
    await problemWith([{ digest, name: 'a.txt' }]);
    const viewer = { ...stranger };
    const own = {
      action: 'deposit',
      data: { title: '借来的材料', unit: viewer.unit },
      files: [{ digest, name: 'a.txt', size: 0, type: '' }],
    };
    await expect(act(office, agency, viewer, { procedure: 'report' }, own)).rejects.toThrow('unknownFile');
    await upload(stranger, Buffer.from('只有承办人有的材料'), 'b.txt');
    expect((await act(office, agency, viewer, { procedure: 'report' }, own)).seq).toBe(1);
  });

  test('a name whose key was destroyed is replaced by the number of the matter', async () => {
    const { digest } = (await upload(owner, pdf, '通知.pdf')).json();
    const { measure } = await problemWith([{ digest, name: '张三的病历.pdf' }]);
    await rows('delete from data_key where agency_id = $1 and subject_id = $2', agency.id, measure);
    const [matter] = await rows('select number from matter where id = $1', measure);
    const name = encodeURIComponent(`${matter?.number}-${digest.slice(0, 8)}.pdf`);
    expect((await get(owner, measure, digest)).headers['content-disposition']).toContain(name);
  });
});

test('a sweep by the rows leaves originals and shown copies', async () => {
  await upload(owner, await photograph(), '现场.jpg');
  const known = await knownDigests(office.pools.app, agency.id);
  const files = await rows('select digest, shown_digest from file where agency_id = $1', agency.id);
  expect(known).toEqual(new Set(files.flatMap((row) => [row.digest, row.shown_digest].filter((each) => each))));
  const later = Date.now() + 48 * 3_600_000;
  expect(await office.files.sweep(agency.id, known, later)).toBe(0);
  const orphan = await office.files.put(agency.id, Readable.from([Buffer.from('没有行')]), { name: 'a.txt' });
  const place = path.join(office.dataFolder, 'files', agency.id);
  const digest = orphan.ok ? orphan.value.digest : '';
  utimesSync(path.join(place, digest.slice(0, 2), digest), new Date(0), new Date(0));
  const { app } = office.pools;
  const tell = (line: string) => expect(line).toBe('');
  const daily = startDaily({
    pools: { app },
    files: office.files,
    agencies: office.agencies.all,
    now: office.now,
    onTrouble: tell,
  });
  await daily.once();
  await daily.stop();
  expect(await office.files.verify(agency.id, digest)).toBe('missing');
  for (const digest of known) expect(await office.files.verify(agency.id, digest)).toBe('whole');
});
