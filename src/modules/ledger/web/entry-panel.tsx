import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Form } from '../../../kernel/form/form.ts';
import type { Values } from '../../../web/form/values.ts';
import type { ProblemEntry } from '../domain/reading-model.ts';
import type { Span } from '../domain/reading-state.ts';
import { EntryFacts } from './entry-facts.tsx';
import type { EntryDo } from './entry-item.tsx';
import { LikelyLines, type Match, shortNumber } from './likely-lines.tsx';
import { MergeChoice } from './merge-choice.tsx';
import { SplitForm } from './split-form.tsx';

type Props = {
  form: Form;
  text: string;
  entry: ProblemEntry;
  others: readonly ProblemEntry[];
  values: Values;
  matches: readonly Match[];
  /** Opened by a press on 合并 elsewhere. */
  isMerging: boolean;
  onDo: (what: EntryDo) => void;
  onPick: (field: string) => void;
  onJoin: (match: Match) => void;
  onMerge: (into: ProblemEntry) => void;
  onSplit: (parts: Span[]) => void;
  children: React.ReactNode;
};

/** The entry one looks at: what it would be, what it looks like, and what can be done with it. */
export const EntryPanel = (props: Props) => {
  const { form, text, entry, others, values, matches, onDo, onPick, onJoin, onMerge, onSplit, children } = props;
  const { t } = useTranslation();
  const [open, setOpen] = useState<'merge' | 'split' | null>(props.isMerging ? 'merge' : null);
  const [likeliest] = matches;
  return (
    <div className="entry-panel">
      <div className="entry-form">
        <EntryFacts form={form} values={values} onPick={onPick} />
        {children}
      </div>
      <LikelyLines matches={matches} onJoin={onJoin} />
      {open === 'merge' && (
        <MergeChoice entry={entry} others={others} onMerge={onMerge} onClose={() => setOpen(null)} />
      )}
      {open === 'split' && <SplitForm text={text} entry={entry} onSplit={onSplit} onClose={() => setOpen(null)} />}
      {open === null && (
        <div className="ea">
          {likeliest && (
            <button type="button" className="btn btn--go" onClick={() => onJoin(likeliest)}>
              {t('reading.join', { number: shortNumber(likeliest.problem.number) })}
            </button>
          )}
          <button type="button" className={likeliest ? 'btn' : 'btn btn--go'} onClick={() => onDo('accept')}>
            {t('reading.acceptNew')}
          </button>
          <button type="button" className="btn" onClick={() => onDo('edit')}>
            {t('reading.edit')}
          </button>
          {others.length > 0 && (
            <button type="button" className="btn" onClick={() => setOpen('merge')}>
              {t('reading.mergeTo')}
            </button>
          )}
          <button type="button" className="btn" onClick={() => setOpen('split')}>
            {t('reading.split')}
          </button>
          <button type="button" className="btn btn--text" onClick={() => onDo('drop')}>
            {t('reading.drop')}
          </button>
          <span className="end foot-hint">
            {likeliest && (
              <>
                <kbd>m</kbd> {t('reading.keyJoin')}
                {'　'}
              </>
            )}
            <kbd>e</kbd> {t('reading.keyAccept')}
          </span>
        </div>
      )}
    </div>
  );
};
