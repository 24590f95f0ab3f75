import { writeFileSync } from 'node:fs';
import path from 'node:path';

/** Offices have these typefaces, a developer's machine has not: for looking at pages, Noto's stand for them. */
const standIns = {
  'Noto Serif CJK SC': ['仿宋_GB2312', '仿宋', '方正小标宋简体', '楷体_GB2312', '宋体'],
  'Noto Sans CJK SC': ['黑体'],
};

/** A configuration of fontconfig that says so; answers its path. */
export const fontsFile = (folder: string): string => {
  const aliases = Object.entries(standIns).flatMap(([to, names]) =>
    names.map(
      (name) => `<alias binding="same"><family>${name}</family><prefer><family>${to}</family></prefer></alias>`,
    ),
  );
  const file = path.join(folder, 'fonts.conf');
  writeFileSync(
    file,
    `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><include ignore_missing="yes">/etc/fonts/fonts.conf</include>${aliases.join('')}</fontconfig>`,
  );
  return file;
};
