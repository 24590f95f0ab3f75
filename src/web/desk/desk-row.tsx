import type { MouseEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeskItem } from '../../kernel/view/desk.ts';
import { useProcedures } from '../api/queries.ts';
import { placeOf } from '../modules.ts';
import { Link } from '../parts/link.tsx';
import { StateWord } from '../parts/state-word.tsx';
import { LightWord } from '../time/light-word.tsx';
import { dueInWords, spanInWords } from '../time/words.ts';
import { waitedFor, wantWords } from './wants.ts';

type Props = {
  item: DeskItem;
  isWaiting: boolean;
  isPeeked: boolean;
  /** Opens the matter beside the list; absent where there is no room, and the link is followed. */
  onPeek: ((id: string) => void) | undefined;
};

/** A matter on the desk: how it stands, what is wanted, what it is, by when. Enter opens it whole, a click beside the list. */
export const DeskRow = ({ item, isWaiting, isPeeked, onPeek }: Props) => {
  const { t } = useTranslation();
  const { data: procedures } = useProcedures();
  const onClick = (event: MouseEvent) => {
    const isPlain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
    // A key presses a link without a pointer: that is the way to the whole page.
    if (!onPeek || !isPlain || event.detail === 0) return;
    event.preventDefault();
    (event.currentTarget as HTMLElement).focus();
    onPeek(item.id);
  };
  const title = item.title ?? t('erasedByLaw');
  return (
    <li>
      <Link
        className="it"
        to={placeOf(item)}
        data-id={item.id}
        aria-current={isPeeked ? 'true' : undefined}
        onClick={onClick}
      >
        <span className="a">
          {item.light === 'none' ? (
            <StateWord procedure={item.procedure} state={item.state} open={item.open} own={!isWaiting} />
          ) : (
            <LightWord brief={item} />
          )}
          <span className="k">{wantWords(item)}</span>
        </span>
        <span className="t">
          {isWaiting && <b>{waitedFor(procedures ?? [], item)} </b>}
          {title}
        </span>
        <span className="m">
          <span>
            {isWaiting
              ? t('desk.waited', { span: spanInWords(item.waited) })
              : item.dueAt
                ? t(item.light === 'over' || item.light === 'overPromise' ? 'desk.wasDue' : 'desk.due', {
                    at: dueInWords(item.dueAt),
                  })
                : (item.dueWords ?? t('desk.noDue'))}
          </span>
          <span>{item.number}</span>
        </span>
      </Link>
    </li>
  );
};
