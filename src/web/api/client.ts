import type { RefusalView } from '../../kernel/view/view.ts';
import { href } from '../address.ts';

/** What can become of a call besides its answer: the server says no, or nobody knows whether it arrived. */
export type Failure = { kind: 'refused'; status: number; refusal: RefusalView } | { kind: 'unreachable' };

export class ApiFailure extends Error {
  readonly failure: Failure;
  constructor(failure: Failure) {
    super(failure.kind === 'refused' ? `${failure.status} ${failure.refusal.rule}` : failure.kind);
    this.name = 'ApiFailure';
    this.failure = failure;
  }
}

export const failureOf = (error: unknown): Failure | null => (error instanceof ApiFailure ? error.failure : null);

export const refusalOf = (error: unknown): RefusalView | null => {
  const failure = failureOf(error);
  return failure?.kind === 'refused' ? failure.refusal : null;
};

export const statusOf = (error: unknown): number | null => {
  const failure = failureOf(error);
  return failure?.kind === 'refused' ? failure.status : null;
};

/** A refusal from the body of an answer, whatever stood between us and the server (a proxy answers no problem document). */
const asRefused = (status: number, body: unknown): Failure => {
  if (status >= 502 && status <= 504) return { kind: 'unreachable' };
  const known = typeof body === 'object' && body !== null && 'rule' in body ? (body as RefusalView) : null;
  return { kind: 'refused', status, refusal: known ?? { code: 'unknown', rule: 'http', facts: { status } } };
};

let signedOut: () => void = () => undefined;

/** A session that ended is noticed by whichever call comes next; the shell says here what follows from it. */
export const onSignedOut = (listener: () => void) => {
  signedOut = listener;
};

/** The failure of an answer, having told the shell when it means that nobody is signed in any more. */
export const failed = (status: number, body: unknown): ApiFailure => {
  const failure = asRefused(status, body);
  if (failure.kind === 'refused' && failure.refusal.rule === 'session.none') signedOut();
  return new ApiFailure(failure);
};

export type Call = { method?: 'GET' | 'POST' | 'DELETE'; body?: unknown; headers?: Record<string, string> };

const parsed = async (response: Response): Promise<unknown> => {
  const text = await response.text();
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const asking = new Set<AbortController>();
let isLeaving = false;

/**
 * While somebody signs out nothing is asked any more: what is on its way is called off, and what lists and notices would look up
 * behind the session's end never begins.
 */
export const leaveOff = () => {
  isLeaving = true;
  for (const each of asking) each.abort();
};

export const goOn = () => {
  isLeaving = false;
};

/** One call to the API of this agency. Throws `ApiFailure`; the caller decides what a refusal means. */
export const call = async <T>(path: string, { method = 'GET', body, headers = {} }: Call = {}): Promise<T> => {
  const isQuestion = method === 'GET';
  if (isQuestion && isLeaving) return new Promise<never>(() => undefined);
  const calledOff = new AbortController();
  if (isQuestion) asking.add(calledOff);
  let response: Response;
  let answer: unknown;
  try {
    response = await fetch(href(`/api${path}`), {
      method,
      credentials: 'same-origin',
      signal: calledOff.signal,
      headers: {
        accept: 'application/json',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    answer = await parsed(response);
  } catch {
    throw new ApiFailure({ kind: 'unreachable' });
  } finally {
    asking.delete(calledOff);
  }
  if (!response.ok) throw failed(response.status, answer);
  return answer as T;
};
