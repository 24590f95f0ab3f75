import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FailureNote } from '../../../web/parts/failure-note.tsx';
import { Link } from '../../../web/parts/link.tsx';
import { inShort } from '../../../web/parts/moment.ts';
import { nameOf } from '../../../web/parts/name-of.ts';
import { useAddress } from '../../../web/parts/navigate.ts';
import { Skeleton } from '../../../web/parts/skeleton.tsx';
import { type PaperBrief, paperStates } from '../domain/views.ts';
import { useKinds, usePapers } from './queries.ts';
import './papers.css';

const About = ({ paper }: { paper: PaperBrief }) => {
  const { t } = useTranslation();
  const [first] = paper.matters;
  if (!first) return <>{t('papers.aboutAll')}</>;
  return (
    <>
      {first.number} {first.title}
      {paper.matterCount > 1 && ` ${t('papers.andMore', { count: paper.matterCount })}`}
    </>
  );
};

const Row = ({ paper }: { paper: PaperBrief }) => {
  const { t } = useTranslation();
  return (
    <tr>
      <td className="nw">
        <Link className="row-link" to={`/papers/${paper.id}`}>
          {paper.number ?? t('papers.noNumber')}
        </Link>
      </td>
      <td className="nw">{t(`paper.kind.${paper.kind}`)}</td>
      <td className="papers-about">
        <About paper={paper} />
        {paper.confidential && <b> {t('papers.confidential')}</b>}
      </td>
      <td className={paper.state === 'voided' ? 'nw papers-void' : 'nw'}>{t(`paper.state.${paper.state}`)}</td>
      <td className="nw">{nameOf(paper.by)}</td>
      <td className="nw m2">{inShort(paper.changedAt)}</td>
    </tr>
  );
};

const Find = ({ number, onFind }: { number: string; onFind: (number: string) => void }) => {
  const { t } = useTranslation();
  const [typed, setTyped] = useState(number);
  return (
    <form
      className="papers-find"
      onSubmit={(event) => {
        event.preventDefault();
        onFind(typed.trim());
      }}
    >
      <label htmlFor="papers-number">{t('papers.find')}</label>
      <input
        id="papers-number"
        className="input"
        type="search"
        value={typed}
        maxLength={60}
        placeholder={t('papers.findHint')}
        onChange={(event) => {
          setTyped(event.target.value);
          if (event.target.value === '') onFind('');
        }}
      />
    </form>
  );
};

/** All papers one may know of, newest first; by state, or by the beginning of a number. */
export const PapersPage = () => {
  const { t } = useTranslation();
  const { search, change } = useAddress();
  const state = paperStates.find((each) => each === search.get('state')) ?? null;
  const number = search.get('number') ?? '';
  const papers = usePapers(number ? { number } : state ? { state } : {});
  const { data: kinds } = useKinds();
  useEffect(() => {
    document.title = t('papers.title');
  }, [t]);
  const items = papers.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <div className="papers">
      <header className="head papers-head">
        <h1>{t('papers.title')}</h1>
        <p>{t('papers.sentence')}</p>
        <div className="end">
          <Link className="btn btn--go" to="/papers/new">
            {t('papers.new')}
          </Link>
          {kinds && (
            <Link className="btn" to="/papers/shape">
              {t('papers.shape')}
            </Link>
          )}
        </div>
      </header>
      <div className="papers-tools">
        <nav className="papers-states" aria-label={t('papers.states')}>
          {[null, ...paperStates].map((each) => (
            <Link
              key={each ?? 'all'}
              to={each ? `/papers?state=${each}` : '/papers'}
              {...(each === state && !number && { 'aria-current': 'page' as const })}
            >
              {each ? t(`paper.state.${each}`) : t('papers.all')}
            </Link>
          ))}
        </nav>
        <Find key={number} number={number} onFind={(wanted) => change({ number: wanted, state: null })} />
      </div>
      {papers.error && !papers.data ? (
        <FailureNote error={papers.error} what={t('papers.failed')} onRetry={() => void papers.refetch()} />
      ) : !papers.data ? (
        <Skeleton />
      ) : items.length === 0 ? (
        <p className="papers-none m2">{t(number ? 'papers.noneFound' : 'papers.none')}</p>
      ) : (
        <table className="tbl papers-table">
          <thead>
            <tr>
              {(['Number', 'Kind', 'About', 'State', 'By', 'At'] as const).map((column) => (
                <th key={column} scope="col">
                  {t(`papers.column${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {items.map((paper) => (
              <Row key={paper.id} paper={paper} />
            ))}
          </tbody>
        </table>
      )}
      {papers.hasNextPage && (
        <p className="papers-more">
          <button type="button" className="btn" onClick={() => void papers.fetchNextPage()}>
            {t('showMore')}
          </button>
        </p>
      )}
    </div>
  );
};
