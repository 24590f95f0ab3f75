import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../../web/api/client.ts';
import { client } from '../../../web/api/queries.ts';
import { Link } from '../../../web/parts/link.tsx';
import type { LedgerView } from '../domain/filters.ts';
import type { SavedViews } from '../domain/saved-view.ts';
import type { LedgerTabs as Tabs } from '../domain/views.ts';
import { SaveView } from './save-view.tsx';

const tabs: readonly LedgerView[] = ['all', 'quarter', 'mine', 'toReview', 'relapse', 'ownerless'];

type Props = {
  view: LedgerView;
  saved: string | null;
  search: URLSearchParams;
  counts: Tabs | undefined;
  views: SavedViews | undefined;
};

/** The views of the house with how many stand in each, then those people saved. */
export const LedgerTabs = ({ view, saved, search, counts, views }: Props) => {
  const { t } = useTranslation();
  const [isSaving, setIsSaving] = useState(false);
  const own = views?.views.find(({ id }) => id === saved);
  const addressOf = (each: LedgerView): string => {
    const words = new URLSearchParams();
    const group = search.get('group');
    if (each !== 'all') words.set('view', each);
    if (group && saved === null) words.set('group', group);
    return `/ledger${words.size > 0 ? `?${words}` : ''}`;
  };
  const drop = async (id: string) => {
    await call(`/ledger/views/${id}`, { method: 'DELETE' });
    await client.invalidateQueries({ queryKey: ['ledger-views'] });
  };
  return (
    <div className="views-line">
      <nav className="views" aria-label={t('ledger.views')}>
        {tabs.map((each) => {
          const counted = counts?.tabs.find((tab) => tab.view === each);
          return (
            <Link key={each} to={addressOf(each)} aria-current={saved === null && each === view ? 'true' : undefined}>
              {t(`ledger.view.${each}`)}
              {counted && <span className="n"> {counted.more ? `${counted.count}+` : counted.count}</span>}
            </Link>
          );
        })}
        {views?.views.map((each) => (
          <Link
            key={each.id}
            to={`/ledger?${each.query}${each.query ? '&' : ''}saved=${each.id}`}
            aria-current={each.id === saved ? 'true' : undefined}
          >
            {each.name}
            {each.unit && <span className="n"> {t('ledger.sharedIn', { unit: each.unit.name })}</span>}
          </Link>
        ))}
      </nav>
      <span className="views-end">
        <Link className="btn btn--text wide-only" to="/ledger/figures">
          {t('nav.ledgerFigures')}
        </Link>
        <Link className="btn btn--text wide-only" to={`/ledger/roadmap?${search}`}>
          {t('nav.roadmap')}
        </Link>
        {own?.mine && (
          <Link className="btn btn--text" to="/ledger" onClick={() => void drop(own.id)}>
            {t('ledger.dropView')}
          </Link>
        )}
        <button type="button" className="btn btn--text" onClick={() => setIsSaving(true)}>
          {t('ledger.saveView')}
        </button>
      </span>
      {isSaving && views && <SaveView search={search} units={views.units} onClose={() => setIsSaving(false)} />}
    </div>
  );
};
