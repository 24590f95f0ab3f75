import type { ReactNode } from 'react';
import { Trans, useTranslation } from 'react-i18next';
import type { DeskView } from '../../kernel/view/desk.ts';
import type { DeskColumnName } from '../../kernel/view/desk-columns.ts';
import { countWords } from './wants.ts';

type Go = (column: DeskColumnName) => boolean;

type FigureProps = { to: DeskColumnName; isEmpty: boolean; onGo: Go; children?: ReactNode };

/** A figure that leads to its column; where the columns stand side by side the focus goes there, on a phone the page. */
const Figure = ({ to, isEmpty, onGo, children }: FigureProps) =>
  // None of something leads nowhere.
  isEmpty ? (
    children
  ) : (
    <a href={`#desk-${to}`} onClick={(event) => onGo(to) && event.preventDefault()}>
      {children}
    </a>
  );

type Props = {
  desk: DeskView;
  /** True where it has gone there itself. */
  onGo: Go;
};

/** The desk in one sentence; each figure leads to its column. */
export const Sentence = ({ desk, onGo }: Props) => {
  const { t } = useTranslation();
  const { today, doing, waiting, over, overPromise } = desk;
  if (today.count + doing.count + waiting.count === 0) return <p>{t('desk.nothing')}</p>;
  const late = over > 0 ? 'desk.sentenceOver' : overPromise > 0 ? 'desk.sentencePromise' : 'desk.sentence';
  const key = today.count === 0 ? 'desk.sentenceCalm' : late;
  const figure = (to: DeskColumnName) => <Figure to={to} isEmpty={desk[to].count === 0} onGo={onGo} />;
  return (
    <p>
      <Trans
        i18nKey={key}
        values={{
          today: countWords(today),
          over: over || overPromise,
          doing: countWords(doing),
          waiting: countWords(waiting),
        }}
        components={{
          today: figure('today'),
          over: figure('today'),
          doing: figure('doing'),
          waiting: figure('waiting'),
          b: <b />,
        }}
      />
    </p>
  );
};
