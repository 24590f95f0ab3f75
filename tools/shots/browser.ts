import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { type Browser, chromium as launcher } from 'playwright-core';
import { chromiumProgram } from './chromium.ts';

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

/** A browser that starts with nothing installed by hand; `CHROMIUM_PATH` names another one. */
export const openBrowser = async (): Promise<Browser> => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'xiaoneng-fonts-'));
  const cache = path.join(folder, 'cache');
  mkdirSync(cache);
  const config = path.join(folder, 'fonts.conf');
  writeFileSync(config, fontConfig(cache));
  const clear = () => rmSync(folder, { recursive: true, force: true });
  try {
    const program = await chromiumProgram();
    const browser = await launcher.launch({
      executablePath: program.file,
      args: flags,
      env: { ...process.env, ...program.env, FONTCONFIG_FILE: config },
    });
    browser.once('disconnected', clear);
    return browser;
  } catch (error) {
    clear();
    throw error;
  }
};
