import { expect, test } from 'vitest';
import { asLanguage, displayAttributes, displayCookies, displayOf, languageAsked } from './display.ts';

test.each([
  [undefined, 'zh'],
  ['', 'zh'],
  ['zh-CN,zh;q=0.9,en;q=0.8', 'zh'],
  ['zh-TW,zh;q=0.9', 'zh-Hant'],
  ['zh-Hant-HK', 'zh-Hant'],
  ['en-GB,en;q=0.9,zh;q=0.8', 'en'],
  ['de-DE,de;q=0.9,zh-HK;q=0.2,en;q=0.1', 'zh-Hant'],
  ['en;q=0.1,zh;q=0.5', 'zh'],
  ['fr,de', 'zh'],
  ['*', 'zh'],
  ['enx', 'zh'],
  [',,;;q=,', 'zh'],
])('who asks for %s reads %s', (header, language) => {
  expect(languageAsked(header)).toBe(language);
});

test('a choice goes before what the browser asks for; what is none of ours is no choice', () => {
  const cookies = { [displayCookies.language]: 'en', [displayCookies.theme]: 'dark', [displayCookies.size]: 'large' };
  expect(displayOf(cookies, 'zh-TW')).toEqual({ language: 'en', theme: 'dark', size: 'large' });
  const odd = { [displayCookies.language]: '"><b>', [displayCookies.theme]: 'pink', [displayCookies.size]: '' };
  expect(displayOf(odd, 'zh-TW')).toEqual({ language: 'zh-Hant', theme: 'system', size: 'normal' });
  expect([asLanguage('zh-Hant'), asLanguage('ZH'), asLanguage(undefined)]).toEqual(['zh-Hant', null, null]);
});

test('the page says only what differs from how the device would show it', () => {
  expect(displayAttributes({ language: 'zh', theme: 'system', size: 'normal' })).toEqual({ lang: 'zh-Hans' });
  expect(displayAttributes({ language: 'en', theme: 'light', size: 'large' })).toEqual({
    lang: 'en',
    'data-theme': 'light',
    'data-size': 'large',
  });
});
