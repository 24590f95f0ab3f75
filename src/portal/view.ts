import type { FastifyRequest } from 'fastify';
import { asLanguage, type Display, displayOf } from '../kernel/view/display.ts';
import { agencyOf, splitAgency } from '../platform/http/request.ts';
import { dayInWords, momentInWords } from './moment.ts';
import { type Tongue, tongueOf } from './words.ts';

type Values = Readonly<Record<string, string>>;

/** What every page needs to know of the request it answers. */
export type View = Tongue & {
  agency: ReturnType<typeof agencyOf>;
  display: Display;
  /** What the address itself asked for: kept by the browser from now on, and in every link for those that keep nothing. */
  asked: Partial<Pick<Display, 'language' | 'size'>>;
  /** Address of a page of ours: under the same agency, looking the same. */
  link(path: string, query?: Values): string;
  /** This page, looking otherwise. */
  other(look: Values): string;
  day(at: Date): string;
  moment(at: Date): string;
};

export const viewOf = async (request: FastifyRequest): Promise<View> => {
  const { code } = splitAgency(request.originalUrl);
  const base = code ? `/a/${code}` : '';
  const query = request.query as Record<string, string | undefined>;
  const language = asLanguage(query.language);
  const asked: View['asked'] = {
    ...(language && { language }),
    ...((query.size === 'large' || query.size === 'normal') && { size: query.size }),
  };
  const display = { ...displayOf(request.cookies, request.headers['accept-language']), ...asked };
  const address = (path: string, values: Values): string => {
    const search = new URLSearchParams(values).toString();
    return `${base}${path}${search === '' ? '' : `?${search}`}`;
  };
  const [own = ''] = request.url.split('?');
  const { size: _size, language: _language, ...rest } = query;
  const kept = Object.fromEntries(
    Object.entries(rest).filter((each): each is [string, string] => typeof each[1] === 'string'),
  );
  const tongue = await tongueOf(display.language);
  return {
    ...tongue,
    agency: agencyOf(request),
    display,
    asked,
    link: (path, values = {}) => address(path, { ...values, ...asked }),
    other: (look) => address(own, { ...kept, ...asked, ...look }),
    day: (at) => dayInWords(at, tongue.words.weekday),
    moment: (at) => momentInWords(at, tongue.words.weekday),
  };
};
