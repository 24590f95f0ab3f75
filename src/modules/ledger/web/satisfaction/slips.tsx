import { createPortal } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { QrCode } from '../../../../web/account/qr-code.tsx';
import { inWords } from '../../../../web/parts/moment.ts';
import type { LinksView } from '../../domain/satisfaction-views.ts';

type Props = { made: LinksView; title: string; agency: string };

/** One slip a person, for the printer alone: it stands beside the page, so that it breaks over sheets as it needs. */
export const Slips = ({ made, title, agency }: Props) => {
  const { t } = useTranslation();
  return createPortal(
    <div className="slips" aria-hidden="true">
      {made.links.map(({ place, name, path }) => (
        <section key={place} className="slip">
          <QrCode text={`${location.origin}${path}`} label="" />
          <div>
            <p>
              {name} <span>{agency}</span>
            </p>
            <h2>{t('satisfaction.slipAsk')}</h2>
            <p>
              <b>{title}</b>
            </p>
            <p>{t('satisfaction.slipHow')}</p>
            <p className="slip-link">{`${location.origin}${path}`}</p>
            <p>{t('satisfaction.slipUntil', { until: inWords(made.until) })}</p>
          </div>
        </section>
      ))}
    </div>,
    document.body,
  );
};
