import { renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { type Browser, chromium as launcher } from 'playwright-core';
import { chromiumProgram, keptFolder } from './chromium.ts';

const require = createRequire(import.meta.url);
const fontFolder = path.dirname(require.resolve('@expo-google-fonts/noto-sans-sc/package.json'));

/**
 * Names under which the pages ask for Chinese type, all answered by the one font that came with npm. What the machine has
 * besides stays out: pictures look the same everywhere.
 */
const fontConfig = (cache: string): string => {
  const folders = ['400Regular', '500Medium', '600SemiBold'].map((weight) => `<dir>${fontFolder}/${weight}</dir>`);
  const names = ['PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', 'sans-serif', 'FangSong', 'serif', 'monospace'];
  const aliases = names.map(
    (name) => `<alias binding="same"><family>${name}</family><prefer><family>Noto Sans SC</family></prefer></alias>`,
  );
  return `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>${folders.join('')}<cachedir>${cache}</cachedir>${aliases.join('')}</fontconfig>`;
};

const flags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--force-color-profile=srgb',
];

/** Kept between runs, with what fontconfig has found out about the fonts. */
const fontSettings = (): string => {
  const home = keptFolder('fonts');
  const file = path.join(home, 'fonts.conf');
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, fontConfig(path.join(home, 'cache')));
  renameSync(draft, file);
  return file;
};

/** A browser that starts with nothing installed by hand; `CHROMIUM_PATH` names another one. */
export const openBrowser = async (): Promise<Browser> => {
  const program = await chromiumProgram();
  return launcher.launch({
    executablePath: program.file,
    args: flags,
    // Without a locale of that kind Chromium cannot name a file in Chinese, and the machine may have none set.
    env: { ...process.env, ...program.env, LC_ALL: 'C.UTF-8', FONTCONFIG_FILE: fontSettings() },
  });
};
