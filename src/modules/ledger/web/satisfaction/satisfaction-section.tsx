import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MatterView } from '../../../../kernel/view/view.ts';
import { client, matterKey } from '../../../../web/api/queries.ts';
import { FailureNote } from '../../../../web/parts/failure-note.tsx';
import { useSay } from '../../../../web/parts/say.tsx';
import type { LinksView } from '../../domain/satisfaction-views.ts';
import { Counts } from './counts.tsx';
import { Draw, DrawnPeople } from './drawn-people.tsx';
import { LinksDialog } from './links-dialog.tsx';
import { makeLinks, useSatisfaction } from './use-satisfaction.ts';
import './satisfaction.css';

/** What those affected say of the problem; whoever answers for it reads totals. */
export const SatisfactionSection = ({ matter }: { matter: MatterView }) => {
  const { t } = useTranslation();
  const say = useSay();
  const { data: said } = useSatisfaction(matter.id, matter.seq);
  const [made, setMade] = useState<LinksView | null>(null);
  const [failed, setFailed] = useState<unknown>(null);
  if (!said) return null;
  const isAsked = said.sample !== null || said.meeting !== null;
  if (!isAsked && !said.needed) return null;
  const waiting = said.people?.filter(({ state }) => state !== 'answered') ?? [];
  const isFirst = waiting.every(({ state }) => state === 'none');
  const issue = async () => {
    setFailed(null);
    try {
      const links = await makeLinks(matter.id);
      setMade(links);
      say(t('satisfaction.asOf', { count: links.links.length }));
      await client.invalidateQueries({ queryKey: [...matterKey(matter.id), 'satisfaction'] });
    } catch (error) {
      setFailed(error);
    }
  };
  return (
    <>
      <h2>
        {t('satisfaction.title')}
        {isAsked && <small>{t('satisfaction.answers', { answers: said.answers })}</small>}
      </h2>
      <div className="satisfaction">
        {!isAsked && (
          <p className="m2">
            {t('satisfaction.none')}
            {t('satisfaction.needed')}
          </p>
        )}
        {said.asked > 0 && <p className="m2">{t('satisfaction.of', { asked: said.asked, minimum: said.minimum })}</p>}
        <Counts said={said} />
        {isAsked && said.blind && <p className="m3">{t('satisfaction.blind')}</p>}
        <DrawnPeople said={said} />
        <Draw said={said} />
        {waiting.length > 0 && (
          <div className="issue">
            <button type="button" className="btn" onClick={() => void issue()}>
              {t(isFirst ? 'satisfaction.make' : 'satisfaction.remake')}
            </button>
            <p className="m3">{t('satisfaction.makeWhy')}</p>
          </div>
        )}
        {failed !== null && <FailureNote error={failed} what={t('satisfaction.failed')} />}
      </div>
      {made && (
        <LinksDialog
          made={made}
          title={matter.title ?? matter.number}
          onClose={() => {
            setMade(null);
          }}
        />
      )}
    </>
  );
};
