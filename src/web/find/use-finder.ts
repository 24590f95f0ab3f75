import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { MatterBrief } from '../../kernel/view/view.ts';
import { call } from '../api/client.ts';
import { useDirectory, useMe } from '../api/queries.ts';
import { placeOf } from '../modules.ts';
import { matching, type Option } from '../parts/matching.ts';
import { administers, everyPlace } from '../shell/places.ts';

/** One thing that was found, and where it opens. */
export type Found = { to: string; label: string; detail: string };
export type FoundGroup = { key: 'matters' | 'people' | 'units' | 'pages'; found: readonly Found[] };

/** What is typed so far may be half a word: asking waits this long for the next letter. */
const pause = 200;
/** Of people, units and pages so many at most; whoever does not find theirs types one letter more. */
const most = 6;

const askFor = async (q: string, signal: AbortSignal): Promise<readonly MatterBrief[]> => {
  await new Promise((resolve) => setTimeout(resolve, pause));
  if (signal.aborted) throw new DOMException('another letter came', 'AbortError');
  return (await call<{ items: MatterBrief[] }>(`/matters/search?${new URLSearchParams({ q })}`)).items;
};

const first = (options: readonly Option[], typed: string): readonly Found[] =>
  matching(options, typed)
    .slice(0, most)
    .map(({ value, label, detail }) => ({ to: value, label, detail: detail ?? '' }));

/**
 * Matters by number or title, people and units of the register, pages of one's own. Matters are asked of the server, which
 * offers none that the reader may not see; all else is here already.
 */
export const useFinder = (typed: string): { groups: readonly FoundGroup[]; isAsking: boolean } => {
  const { t } = useTranslation();
  const { data: me } = useMe();
  const { data: directory } = useDirectory();
  const q = typed.trim();
  const matters = useQuery({
    queryKey: ['matters', 'find', q],
    queryFn: ({ signal }) => askFor(q, signal),
    enabled: q !== '' && me !== undefined && !administers(me),
    staleTime: 30_000,
  });
  if (q === '') return { groups: [], isAsking: false };
  const unit = new Map(directory?.units.map((each) => [each.id, each]));
  const post = new Map(directory?.posts.map((each) => [each.id, each]));
  const people = (directory?.people ?? []).flatMap(({ id, name, posts }) => {
    const detail = posts.map((each) => post.get(each)?.name ?? '').join(t('listed'));
    const search = posts.map((each) => unit.get(post.get(each)?.unit ?? '')?.name ?? '').join(' ');
    return name === null ? [] : [{ value: `/people/${id}`, label: name, detail, search }];
  });
  const units = (directory?.units ?? []).map(({ id, name, code, parent }) => {
    const above = parent === null ? '' : (unit.get(parent)?.name ?? '');
    return { value: `/people?unit=${id}`, label: name, detail: above, search: code };
  });
  const pages = everyPlace(me).map(({ key, to }) => ({ value: to, label: t(key), search: t(`about.${key}`, '') }));
  const groups: FoundGroup[] = [
    {
      key: 'matters',
      found: (matters.data ?? []).map((matter) => ({
        to: placeOf(matter),
        label: `${matter.number} ${matter.title ?? ''}`.trim(),
        detail: t(`state.${matter.procedure}.${matter.state}`),
      })),
    },
    { key: 'people', found: first(people, q) },
    { key: 'units', found: first(units, q) },
    { key: 'pages', found: first(pages, q) },
  ];
  return { groups: groups.filter(({ found }) => found.length > 0), isAsking: matters.isFetching };
};
