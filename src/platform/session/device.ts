import { isIP } from 'node:net';

const first = (text: string, names: readonly (readonly [RegExp, string])[]): string | null =>
  names.find(([pattern]) => pattern.test(text))?.[1] ?? null;

// Order matters: most browsers name the ones they descend from.
const browsers = [
  [/MicroMessenger\//, '微信'],
  [/DingTalk\//, '钉钉'],
  [/Edg(e|A|iOS)?\//, 'Edge'],
  [/(OPR|Opera)\//, 'Opera'],
  [/(Firefox|FxiOS)\//, 'Firefox'],
  [/(Chrome|CriOS|Chromium)\//, 'Chrome'],
  [/Safari\//, 'Safari'],
] as const;
const systems = [
  [/HarmonyOS|OpenHarmony/, '鸿蒙'],
  [/Android/, 'Android'],
  [/iPhone|iPad|iPod/, 'iOS'],
  [/Windows/, 'Windows'],
  [/Mac OS X|Macintosh/, 'macOS'],
  [/UOS|Kylin|Linux/, 'Linux'],
] as const;

/** Browser and system in a word each; an empty text where neither is known. The whole user agent is kept nowhere. */
export const deviceWords = (userAgent: string | undefined): string => {
  const text = userAgent ?? '';
  return [first(text, browsers), first(text, systems)].filter((word) => word !== null).join(' · ');
};

const groups = (address: string): string[] => {
  const [head = '', tail] = address.split('::');
  const before = head === '' ? [] : head.split(':');
  if (tail === undefined) return before;
  const after = tail === '' ? [] : tail.split(':');
  return [...before, ...Array.from({ length: Math.max(0, 8 - before.length - after.length) }, () => '0'), ...after];
};

/** An address without its last part: enough to know one's own place again, too little to follow somebody. */
export const shortAddress = (address: string): string => {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '');
  if (isIP(plain) === 4) return plain.replace(/\.\d+$/, '.*');
  if (isIP(plain) === 6) return plain === '::1' ? plain : `${groups(plain).slice(0, 3).join(':')}:*`;
  return '';
};
