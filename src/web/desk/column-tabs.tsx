import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeskView } from '../../kernel/view/desk.ts';
import { deskColumns } from '../../kernel/view/desk-columns.ts';
import { countWords } from './wants.ts';

const jumpMs = 600;

/** On a phone the columns lie in one scroll; three words stay at the top, jump, and tell where one is. */
export const ColumnTabs = ({ desk }: { desk: DeskView }) => {
  const { t } = useTranslation();
  const [here, setHere] = useState<string>('today');
  const jumped = useRef(0);
  useEffect(() => {
    const onScroll = () => {
      // A jump says itself where it goes; the last column may be too short to come up to the top.
      if (Date.now() - jumped.current < jumpMs) return;
      const reached = deskColumns.filter(
        (name) => (document.getElementById(`desk-${name}`)?.getBoundingClientRect().top ?? Infinity) < 120,
      );
      setHere(reached.at(-1) ?? 'today');
    };
    document.addEventListener('scroll', onScroll, { passive: true });
    return () => document.removeEventListener('scroll', onScroll);
  }, []);
  return (
    <nav className="tabs" aria-label={t('desk.tabs')}>
      {deskColumns.map((name) => (
        <a
          key={name}
          href={`#desk-${name}`}
          aria-current={name === here ? 'true' : undefined}
          onClick={() => {
            jumped.current = Date.now();
            setHere(name);
          }}
        >
          {t(`desk.tab.${name}`, { count: countWords(desk[name]) })}
        </a>
      ))}
    </nav>
  );
};
