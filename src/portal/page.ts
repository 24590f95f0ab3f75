import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import {
  displayAttributes,
  displayCookies,
  displayKept,
  htmlLanguages,
  languageNames,
  languages,
} from '../kernel/view/display.ts';
import { type Html, html } from './html.ts';
import { styleAddress } from './stylesheet.ts';
import type { View } from './view.ts';

/** The light of what is done; the same drawing as on the desk. */
const sprite = html`<svg class="sprite" aria-hidden="true"><symbol id="l-done" viewBox="0 0 12 12"><path d="m1.2 6.4 3.2 3.2L10.8 2.6" fill="none" stroke="currentColor" stroke-width="2"/></symbol></svg>`;

export const doneLight = (words: string): Html =>
  html`<span class="light light--done"><svg aria-hidden="true"><use href="#l-done"/></svg>${words}</span>`;

/** Each language in its own words; the one that stands is no link. */
const languageSwitch = ({ words, display, other }: View): Html =>
  html`<nav class="tongues" aria-label="${words.language}">${languages.map((each) =>
    each === display.language
      ? html`<span aria-current="true" lang="${htmlLanguages[each]}">${languageNames[each]}</span>`
      : html`<a href="${other({ language: each })}" lang="${htmlLanguages[each]}" hreflang="${htmlLanguages[each]}">${languageNames[each]}</a>`,
  )}</nav>`;

const layout = (view: View, title: string, width: 'wide' | 'narrow', body: Html): Html => {
  const { agency, link, words, display, other } = view;
  const isLarge = display.size === 'large';
  const attributes = Object.entries(displayAttributes(display)).map(([name, value]) => html` ${name}="${value}"`);
  return html`<!doctype html>
<html${attributes}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · ${agency.name}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${styleAddress}">
</head>
<body class="${width}">
<a class="skip" href="#main">${words.skip}</a>
${sprite}
<header class="top"><div class="wrap"><a class="name" href="${link('/open')}">${agency.name}</a><a href="${other({ size: isLarge ? 'normal' : 'large' })}">${isLarge ? words.normalText : words.largeText}</a><a class="only-l" href="${link('/')}">${words.staff}</a></div></header>
<main class="wrap" id="main">
${agency.demonstration && html`<p class="demo">${words.demonstration}</p>`}
${body}
</main>
<footer class="foot"><div class="wrap"><span>${words.hostedBy(agency.name)}</span><a href="${link('/open')}">${words.home}</a><a href="${link('/open/proof')}">${words.doorProof}</a>${languageSwitch(view)}<span class="end">${words.ranBy}</span></div></footer>
</body>
</html>
`;
};

/** No script, no form, nothing from elsewhere; drawings stand in the page. */
const policy =
  "default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
const formPolicy = policy.replace("form-action 'none'", "form-action 'self'");

type Cache = 'no-store' | 'max-age=30';

/** What the address asked for is kept by this browser, so no cache between may answer for it. */
const keep = (request: FastifyRequest, reply: FastifyReply, { asked }: View): void => {
  const how = { path: '/', maxAge: displayKept, sameSite: 'lax', secure: request.protocol === 'https' } as const;
  for (const name of ['language', 'size'] as const)
    if (asked[name] !== undefined && request.cookies[displayCookies[name]] !== asked[name])
      reply.setCookie(displayCookies[name], asked[name], how);
};

const send = (request: FastifyRequest, reply: FastifyReply, view: View, status: number, cache: Cache, body: string) => {
  const tag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
  const isOwn = Object.keys(view.asked).length > 0;
  keep(request, reply, view);
  reply
    .type('text/html; charset=utf-8')
    .header('content-security-policy', policy)
    .header('cache-control', cache === 'no-store' ? cache : `${isOwn ? 'private' : 'public'}, ${cache}`)
    .header('vary', 'accept-language, cookie')
    .header('etag', tag);
  return request.headers['if-none-match'] === tag ? reply.code(304).send() : reply.code(status).send(body);
};

/** Half a minute in caches: what a reviewer closes again is gone soon. */
export const sendPage = (
  request: FastifyRequest,
  reply: FastifyReply,
  view: View,
  page: { title: string; width: 'wide' | 'narrow'; body: Html },
): FastifyReply =>
  send(request, reply, view, 200, 'max-age=30', layout(view, page.title, page.width, page.body).markup);

/**
 * A page for one reader, reached by a link that is a secret: kept nowhere, found by no search engine, told to no other page.
 * Of an address only its origin is told, so that the form's own Origin is still sent.
 */
export const sendPrivate = (
  request: FastifyRequest,
  reply: FastifyReply,
  view: View,
  status: number,
  page: { title: string; width: 'wide' | 'narrow'; body: Html },
): FastifyReply => {
  const body = layout(view, page.title, page.width, page.body).markup;
  keep(request, reply, view);
  return reply
    .code(status)
    .type('text/html; charset=utf-8')
    .header('content-security-policy', formPolicy)
    .header('cache-control', 'no-store')
    .header('x-robots-tag', 'noindex, nofollow, noarchive')
    .header('referrer-policy', 'strict-origin')
    .send(body);
};

/** One page for whatever is not public: never there, not opened, confidential, another agency's. */
export const sendNothing = (request: FastifyRequest, reply: FastifyReply, view: View): FastifyReply => {
  const { words, asked } = view;
  // Nothing of the address asked for stands in it, so all such pages are the same to the last byte.
  const path = '/open/struck-off';
  const plain: View = { ...view, other: (look) => view.link(path, { ...asked, ...look }) };
  const body = html`<section class="say"><h1>${words.notFoundTitle}</h1><p>${words.notFoundWords}</p><p><a href="${view.link(path)}">${words.all}</a></p></section>`;
  return send(request, reply, view, 404, 'no-store', layout(plain, words.notFoundTitle, 'narrow', body).markup);
};
