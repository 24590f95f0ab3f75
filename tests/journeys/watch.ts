import type { BrowserContext, Request, Response } from 'playwright-core';

/** What a journey brings about on purpose: answers as `415 POST /api/files`, or `lost` for requests that break off. All else is a fault. */
export type Expected = Set<string>;

const pathOf = (url: string): string =>
  new URL(url).pathname.replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, ':id');
const named = (request: Request): string => `${request.method()} ${pathOf(request.url())}`;

/**
 * Runs before any script of a page: tells breaches of the content policy, and which kind of hand acted. A click that a
 * key brings about has no pointer before it, so `pointerdown` tells mouse and touch for certain.
 */
const teller = `
  document.addEventListener('securitypolicyviolation', (event) =>
    console.error('policy: ' + event.violatedDirective + ' ' + (event.blockedURI || event.sourceFile || '')));
  for (const kind of ['pointerdown', 'input'])
    addEventListener(kind, (event) => {
      if (event.isTrusted) globalThis.xnTell?.(kind === 'input' ? 'field ' + (event.target.id || event.target.name) : event.pointerType);
    }, true);
`;

/** What pages say against themselves and what hands did in them. */
export type Watch = { faults: string[]; expected: Expected; hands: string[] };

export const watch = async (context: BrowserContext, address: string): Promise<Watch> => {
  const seen: Watch = { faults: [], expected: new Set(['401 GET /api/session']), hands: [] };
  const { faults, expected } = seen;
  await context.exposeFunction('xnTell', (hand: string) => void seen.hands.push(hand));
  await context.addInitScript(teller);
  context.on('weberror', (error) => faults.push(`script: ${error.error().message}`));
  context.on('console', (line) => {
    // Bad answers and broken requests are judged below, where it is known what was asked.
    if (line.type() !== 'error' || line.text().startsWith('Failed to load resource')) return;
    faults.push(`console: ${line.text()}`);
  });
  context.on('request', (request) => {
    if (!request.url().startsWith(address) && !/^(data|blob):/.test(request.url()))
      faults.push(`asked for ${request.url()}`);
  });
  context.on('response', (response: Response) => {
    const words = `${response.status()} ${named(response.request())}`;
    if (response.status() >= 400 && !expected.has(words)) faults.push(words);
  });
  context.on('requestfailed', (request) => {
    const why = request.failure()?.errorText ?? '';
    // A page that is left, or a file that is saved instead of shown, ends its request this way.
    if (why !== 'net::ERR_ABORTED' && !expected.has('lost')) faults.push(`${why} ${named(request)}`);
  });
  return seen;
};
