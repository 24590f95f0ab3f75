import { useTranslation } from 'react-i18next';
import type { MatterBrief } from '../../kernel/view/view.ts';
import { Light } from './light-word.tsx';
import { dueInWords, type Left } from './words.ts';

type Props = Pick<MatterBrief, 'dueAt' | 'left' | 'light'> & {
  cause?: string | null;
  /** The clock's kind, where one clock is meant: a fixed date is told as fixed. */
  kind?: string | undefined;
  paused?: Left | null;
  provisional?: boolean;
};

/** Light with what is left above, the moment below: what a deadline is in a list, a table, a peek. */
export const DeadlineWords = ({ dueAt, left, light, cause = null, kind, paused = null, provisional }: Props) => {
  const { t } = useTranslation();
  return (
    <span className="deadline">
      <Light light={light} cause={cause} left={left} paused={paused} />
      {dueAt !== null && (
        <span className="deadline-at">
          <time dateTime={dueAt}>{dueInWords(dueAt)}</time>
          {kind === 'fixed' && ` ${t('deadline.fixed')}`}
          {provisional && ` ${t('deadline.provisional')}`}
        </span>
      )}
    </span>
  );
};
