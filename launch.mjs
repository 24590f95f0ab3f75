#!/usr/bin/env node
// The only plain-JavaScript file: it runs on Node 20, before anything is installed, and knows how to get from a bare
// clone to a running program. Everything behind it is TypeScript on Node ≥ 22.18 and knows nothing of this.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import * as nodeModule from 'node:module';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = path.dirname(fs.realpathSync(fileURLToPath(import.meta.url)));
const at = (...parts) => path.join(root, ...parts);
const own = at('.launch');
const nodeVersion = '24.21.0';

/** Task → what it needs and what it runs; `cli` runs in this process, so that signals reach it directly. */
const tasks = {
  start: { pages: true, cli: ['serve'] },
  dev: { dev: true, run: ['tools/dev.ts'] },
  test: { dev: true, pages: true, run: ['node_modules/vitest/vitest.mjs', 'run'] },
  soak: { dev: true, pages: true, run: ['node_modules/vitest/vitest.mjs', 'run', '--config', 'vitest.soak.config.ts'] },
  check: { dev: true, run: ['tools/check/index.ts'] },
  bench: { dev: true, pages: true, run: ['bench/main.ts'] },
  shots: { dev: true, pages: true, run: ['tools/shots.ts'] },
  papers: { dev: true, run: ['tools/papers.ts'] },
  xiaoneng: { cli: [] },
};

const say = (line) => process.stderr.write(`xiaoneng: ${line}\n`);
const fail = (line) => {
  say(line);
  process.exit(1);
};
const read = (file) => {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch {
    return '';
  }
};
const sha = (...texts) => createHash('sha256').update(texts.join('\0')).digest('hex');

// ── processes ────────────────────────────────────────────────────────────────
let child;
let stopping = 0;
const onSignal = (signal) => {
  stopping = signal === 'SIGINT' ? 130 : 143;
  if (child) child.kill(signal);
  else process.exit(stopping);
};

/** Runs a program to its end, forwarding signals; its output goes where `stdio` says. */
const run = (command, args, options = {}) =>
  new Promise((resolve, reject) => {
    child = spawn(command, args, { cwd: root, stdio: ['inherit', 2, 2], ...options });
    child.once('error', (error) => reject(error));
    child.once('exit', (code, signal) => {
      child = undefined;
      resolve(code ?? (signal === 'SIGINT' ? 130 : 143));
    });
  }).then((code) => (stopping && code !== 0 ? process.exit(stopping) : code));

const statOf = (pid) => read(`/proc/${pid}/stat`).split(') ').pop()?.split(' ') ?? [];
const bornAt = (pid) => statOf(pid)[19] ?? '';
// A zombie still answers to kill(pid, 0), but it is dead.
const isAlive = (pid) => {
  if (statOf(pid)[0] === 'Z') return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
};

/** npm forwards SIGINT and SIGTERM; when it is killed outright nobody tells us, so we look whether it is still there. */
const stopWithParent = () => {
  if (!process.env.XIAONENG_RERUN && !process.env.npm_execpath) return;
  const parent = process.ppid;
  // A shell that npm put between (`sh -c`) outlives npm, so npm itself is watched through it.
  const beyond = /^(sh|dash|bash|busybox)$/.test(read(`/proc/${parent}/comm`).trim()) ? statOf(parent)[1] : undefined;
  const timer = setInterval(() => {
    if (process.ppid === parent && (beyond === undefined || statOf(parent)[1] === beyond)) return;
    clearInterval(timer);
    process.kill(process.pid, 'SIGTERM');
  }, 500);
  timer.unref();
};

/** One preparation at a time in a checkout; the lock of a dead process (by pid and start time) is taken over. */
const locked = async (work) => {
  fs.mkdirSync(own, { recursive: true });
  const file = path.join(own, 'lock');
  const mine = `${process.pid} ${bornAt(process.pid)}`;
  const draft = path.join(own, `lock.${process.pid}`);
  fs.writeFileSync(draft, mine);
  for (let told = false; ; await new Promise((resolve) => setTimeout(resolve, 200))) {
    try {
      fs.linkSync(draft, file);
      break;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    const seen = read(file);
    const [pid, born] = seen.split(' ');
    if (seen !== '' && !(isAlive(Number(pid)) && bornAt(pid) === born)) {
      const aside = `${draft}.stale`;
      try {
        fs.renameSync(file, aside);
        // Somebody else may have taken over between reading and renaming: then this is theirs, and goes back.
        if (read(aside) !== seen) fs.linkSync(aside, file);
        fs.rmSync(aside);
      } catch {}
    } else if (!told) {
      told = true;
      say(`another run (process ${pid}) is preparing this folder; waiting for it`);
    }
  }
  fs.rmSync(draft);
  const release = () => fs.rmSync(file, { force: true });
  process.once('exit', release);
  try {
    return await work();
  } finally {
    process.removeListener('exit', release);
    release();
  }
};

// ── preparation ──────────────────────────────────────────────────────────────
const phases = JSON.parse(process.env.XIAONENG_PHASES ?? '[]');
const phase = async (name, work) => {
  const from = performance.now();
  await work();
  phases.push({ name, ms: Math.round(performance.now() - from) });
};

const npm = (args) => {
  const flags = ['--no-audit', '--no-fund', '--no-progress', '--no-update-notifier', '--loglevel=error'];
  // Install scripts are not needed: the one that matters (library links of PostgreSQL) is done where it is used.
  const all = ['install', ...args, '--ignore-scripts', ...flags];
  const from = process.env.npm_execpath ?? '';
  if (path.basename(from) === 'npm-cli.js') return run(process.execPath, [from, ...all]);
  return run(process.platform === 'win32' ? 'npm.cmd' : 'npm', all, { shell: process.platform === 'win32' });
};

const stampFile = at('node_modules', '.xiaoneng-stamp');
const stampNow = () => sha(read(at('package-lock.json')), read(at('package.json')), process.platform, process.arch);
const isInstalled = (dev) => {
  const [hash, kind] = read(stampFile).trim().split(' ');
  return hash === stampNow() && (kind === 'dev' || !dev);
};

/** What a lockfile pins, whatever npm writes beside it (some add `resolved` addresses, some leave them out). */
const pinned = (text) =>
  JSON.stringify(
    Object.entries(JSON.parse(text).packages ?? {}).map(([place, entry]) => [place, entry.version, entry.integrity]),
  );

const install = async (wantsDev) => {
  // Never take test tools away from a folder that has them.
  const dev = wantsDev || fs.existsSync(at('node_modules', 'vitest', 'package.json'));
  const lockfile = at('package-lock.json');
  const before = read(lockfile);
  if (before === '') fail('package-lock.json is missing; this folder is not a whole checkout');
  say(`installing what it needs${dev ? ', test tools included' : ''} …`);
  const code = await npm([dev ? '--include=dev' : '--omit=dev']);
  const after = read(lockfile);
  if (after !== before) {
    fs.writeFileSync(lockfile, before);
    if (pinned(after) !== pinned(before))
      fail('package-lock.json does not fit package.json: npm changed it (put back); run npm install and commit both');
  }
  if (code !== 0) fail(`npm install failed (exit code ${code}); its own message stands above`);
  fs.writeFileSync(stampFile, `${stampNow()} ${dev ? 'dev' : 'run'}\n`);
};

const runsTypeScript = () => {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  return major >= 24 || (major === 22 && minor >= 18);
};

const newerNode = () => {
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  const name = `node-${platform}-${process.arch}`;
  const program = path.join(own, 'node', 'node_modules', name, 'bin', platform === 'win' ? 'node.exe' : 'node');
  const works = () => spawnSync(program, ['--version'], { encoding: 'utf8' }).stdout?.trim() === `v${nodeVersion}`;
  return { name, program, works };
};

const bringNode = async ({ name, works }) => {
  say(`this is Node ${process.versions.node}; bringing Node ${nodeVersion} for this folder …`);
  fs.mkdirSync(path.join(own, 'node'), { recursive: true });
  fs.writeFileSync(path.join(own, 'node', 'package.json'), '{"private":true}\n');
  const code = await npm([
    '--prefix',
    path.join(own, 'node'),
    '--no-save',
    '--no-package-lock',
    `${name}@${nodeVersion}`,
  ]);
  if (code !== 0 || !works())
    fail(`Node ${nodeVersion} could not be brought as ${name}; install Node 22.18 or newer and start again`);
};

/** Everything a page is made of; servers and tests are not, so changing them does not build anew. */
const pagesHash = () => {
  const hash = createHash('sha256');
  const walk = (folder) => {
    for (const entry of fs
      .readdirSync(at(folder), { withFileTypes: true })
      .sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const file = `${folder}/${entry.name}`;
      if (entry.isDirectory()) {
        if (!['server', 'main', 'database'].includes(entry.name)) walk(file);
      } else if (!/\.(unit|db|e2e)\.tsx?$/.test(entry.name))
        hash
          .update(file)
          .update('\0')
          .update(fs.readFileSync(at(file)));
    }
  };
  walk('src');
  walk('tools/pages');
  for (const file of fs.readdirSync(root))
    if (/^(vite\.config\.ts|package-lock\.json|.*\.html)$/.test(file)) hash.update(read(at(file)));
  return hash.digest('hex');
};

const pagesStamp = at('dist', '.sources');
const buildPages = async (hash) => {
  say('building the pages …');
  const args = [at('node_modules', 'vite', 'bin', 'vite.js'), 'build', '--logLevel', 'warn'];
  const code = await run(process.execPath, args);
  if (code !== 0) fail(`building the pages failed (exit code ${code})`);
  fs.mkdirSync(at('dist'), { recursive: true });
  fs.writeFileSync(pagesStamp, hash);
};

// ── hand over ────────────────────────────────────────────────────────────────
const main = async () => {
  const [first = '', ...rest] = process.argv.slice(2);
  const task = Object.hasOwn(tasks, first) ? tasks[first] : tasks.xiaoneng;
  const args = task === tasks.xiaoneng && first !== 'xiaoneng' ? process.argv.slice(2) : rest;
  if (Number(process.versions.node.split('.')[0]) < 20) fail('needs Node 20 or newer');
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, onSignal);
  stopWithParent();

  if (!isInstalled(task.dev)) {
    await phase('install', () => locked(async () => isInstalled(task.dev) || install(task.dev)));
  }
  if (!runsTypeScript()) {
    const newer = newerNode();
    if (!newer.works()) await phase('node', () => locked(async () => newer.works() || bringNode(newer)));
    const PATH = `${path.dirname(newer.program)}${path.delimiter}${process.env.PATH ?? ''}`;
    const env = { ...process.env, PATH, XIAONENG_RERUN: '1', XIAONENG_PHASES: JSON.stringify(phases) };
    const script = fileURLToPath(import.meta.url);
    const code = await run(newer.program, [script, ...process.argv.slice(2)], {
      cwd: process.cwd(),
      stdio: 'inherit',
      env,
    });
    process.exit(code);
  }
  const needsPages = (task.pages || args[0] === 'serve') && fs.existsSync(at('vite.config.ts'));
  if (needsPages) {
    const hash = pagesHash();
    const isBuilt = () => read(pagesStamp) === hash;
    if (!isBuilt()) await phase('pages', () => locked(async () => isBuilt() || buildPages(hash)));
  }
  delete process.env.XIAONENG_PHASES;
  delete process.env.XIAONENG_RERUN;
  if (task.run) process.exit(await run(process.execPath, [...task.run, ...args], { stdio: 'inherit' }));

  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.removeListener(signal, onSignal);
  nodeModule.enableCompileCache?.(path.join(own, 'compile-cache'));
  const { runCli } = await import(pathToFileURL(at('src', 'main', 'cli.ts')).href);
  await runCli([...task.cli, ...args], phases);
};

main().catch((error) =>
  fail(error.code === 'EACCES' ? `${error.path ?? root} cannot be written: ${error.message}` : error.stack),
);
