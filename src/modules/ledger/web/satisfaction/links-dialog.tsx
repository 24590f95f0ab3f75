import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../../../web/api/queries.ts';
import { Dialog } from '../../../../web/parts/dialog.tsx';
import { inShort } from '../../../../web/parts/moment.ts';
import { useSay } from '../../../../web/parts/say.tsx';
import type { LinksView } from '../../domain/satisfaction-views.ts';
import { Slips } from './slips.tsx';

type Props = { made: LinksView; title: string; onClose: () => void };

/** Links to hand out, shown this once: to print, or to copy one by one with the words that go with it. */
export const LinksDialog = ({ made, title, onClose }: Props) => {
  const { t } = useTranslation();
  const say = useSay();
  const { data: me } = useMe();
  const [byHand, setByHand] = useState<number | null>(null);
  const agency = me?.agency.name ?? '';
  const wordsFor = ({ name, path }: LinksView['links'][number]) =>
    t('satisfaction.sms', {
      name: name ?? '',
      agency,
      title,
      link: `${location.origin}${path}`,
      until: inShort(made.until),
    });
  const copy = async (link: LinksView['links'][number]) => {
    try {
      await navigator.clipboard.writeText(wordsFor(link));
      say(t('satisfaction.copied', { name: link.name ?? '' }));
    } catch {
      // Without encryption a page may not write there: then the words are shown to be copied by hand.
      setByHand(link.place);
    }
  };
  return (
    <Dialog title={t('satisfaction.links')} onClose={onClose}>
      <p className="dialog-sub">{t('satisfaction.once')}</p>
      <ul className="rate-links">
        {made.links.map((link) => (
          <li key={link.place}>
            <span>
              {link.name ?? t('erasedByLaw')} <span className="m3">{link.contact}</span>
            </span>
            <button type="button" className="btn" onClick={() => void copy(link)}>
              {t('satisfaction.copy')}
            </button>
            {byHand === link.place && (
              <textarea
                className="input"
                readOnly
                rows={4}
                aria-label={t('satisfaction.links')}
                value={wordsFor(link)}
                ref={(element) => element?.select()}
              />
            )}
          </li>
        ))}
      </ul>
      <div className="cmd-end">
        <button type="button" className="btn btn--go" onClick={() => window.print()}>
          {t('satisfaction.print')}
        </button>
        <button type="button" className="btn" onClick={onClose}>
          {t('satisfaction.close')}
        </button>
      </div>
      <Slips made={made} title={title} agency={agency} />
    </Dialog>
  );
};
