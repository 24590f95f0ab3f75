import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { agencyOf, splitAgency } from '../platform/http/request.ts';
import { type Html, html } from './html.ts';
import { styleAddress } from './stylesheet.ts';
import { zh } from './texts/zh.ts';

/** What every page needs to know of the request it answers. */
export type View = {
  agency: ReturnType<typeof agencyOf>;
  large: boolean;
  /** This page in the other size. */
  otherSize: string;
  /** Address of a page of ours: under the same agency and in the same size. */
  link(path: string, query?: Readonly<Record<string, string>>): string;
};

export const viewOf = (request: FastifyRequest): View => {
  const { code } = splitAgency(request.originalUrl);
  const base = code ? `/a/${code}` : '';
  const query = request.query as Record<string, string | undefined>;
  const large = query.size === 'large';
  const address = (path: string, values: Readonly<Record<string, string>>): string => {
    const search = new URLSearchParams(values).toString();
    return `${base}${path}${search === '' ? '' : `?${search}`}`;
  };
  const [own = ''] = request.url.split('?');
  const { size: _, ...rest } = query;
  const kept = Object.fromEntries(
    Object.entries(rest).filter((each): each is [string, string] => typeof each[1] === 'string'),
  );
  return {
    agency: agencyOf(request),
    large,
    otherSize: address(own, large ? kept : { ...kept, size: 'large' }),
    link: (path, values = {}) => address(path, large ? { ...values, size: 'large' } : values),
  };
};

/** The light of what is done; the same drawing as on the desk. */
const sprite = html`<svg class="sprite" aria-hidden="true"><symbol id="l-done" viewBox="0 0 12 12"><path d="m1.2 6.4 3.2 3.2L10.8 2.6" fill="none" stroke="currentColor" stroke-width="2"/></symbol></svg>`;

export const doneLight = (words: string): Html =>
  html`<span class="light light--done"><svg aria-hidden="true"><use href="#l-done"/></svg>${words}</span>`;

const layout = (view: View, title: string, width: 'wide' | 'narrow', body: Html): Html => {
  const { agency, link } = view;
  return html`<!doctype html>
<html lang="zh-CN"${view.large && html` data-size="large"`}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · ${agency.name}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${styleAddress}">
</head>
<body class="${width}">
<a class="skip" href="#main">${zh.skip}</a>
${sprite}
<header class="top"><div class="wrap"><a class="name" href="${link('/open')}">${agency.name}</a><a href="${view.otherSize}">${view.large ? zh.normalText : zh.largeText}</a><a class="only-l" href="${link('/')}">${zh.staff}</a></div></header>
<main class="wrap" id="main">
${agency.demonstration && html`<p class="demo">${zh.demonstration}</p>`}
${body}
</main>
<footer class="foot"><div class="wrap"><span>${zh.hostedBy(agency.name)}</span><a href="${link('/open')}">${zh.home}</a><a href="${link('/open/proof')}">${zh.doorProof}</a><span class="end">${zh.ranBy}</span></div></footer>
</body>
</html>
`;
};

/** No script, no form, nothing from elsewhere; drawings stand in the page. */
const policy =
  "default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const send = (
  request: FastifyRequest,
  reply: FastifyReply,
  status: number,
  cache: string,
  body: string,
): FastifyReply => {
  const tag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
  reply
    .type('text/html; charset=utf-8')
    .header('content-security-policy', policy)
    .header('cache-control', cache)
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
  send(request, reply, 200, 'public, max-age=30', layout(view, page.title, page.width, page.body).markup);

/** One page for whatever is not public: never there, not opened, confidential, another agency's. */
export const sendNothing = (request: FastifyRequest, reply: FastifyReply, view: View): FastifyReply => {
  // Nothing of the address asked for stands in it, so all such pages are the same to the last byte.
  const list = view.link('/open/struck-off');
  const plain = { ...view, otherSize: view.large ? list.replace('?size=large', '') : `${list}?size=large` };
  const body = html`<section class="say"><h1>${zh.notFoundTitle}</h1><p>${zh.notFoundWords}</p><p><a href="${list}">${zh.all}</a></p></section>`;
  return send(request, reply, 404, 'no-store', layout(plain, zh.notFoundTitle, 'narrow', body).markup);
};
