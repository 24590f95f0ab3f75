import { type KeyboardEvent, useCallback, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeskItem } from '../../kernel/view/desk.ts';
import { type DeskColumnName, deskColumns } from '../../kernel/view/desk-columns.ts';
import { useMe } from '../api/queries.ts';
import { NoticeList } from '../notices/notice-list.tsx';
import { FailureNote } from '../parts/failure-note.tsx';
import { stepFocus, useKeys } from '../parts/keys.ts';
import { useMedia } from '../parts/media.ts';
import { inWords } from '../parts/moment.ts';
import { useAddress } from '../parts/navigate.ts';
import { Skeleton } from '../parts/skeleton.tsx';
import { administers } from '../shell/places.ts';
import { LightMark, lightLook } from '../time/light-mark.tsx';
import { dueInWords } from '../time/words.ts';
import { ColumnTabs } from './column-tabs.tsx';
import { DeskColumn } from './desk-column.tsx';
import { useDeskFocus } from './desk-focus.ts';
import { DeskKeys } from './desk-keys.tsx';
import { KeeperPage } from './keeper-page.tsx';
import { Peek } from './peek.tsx';
import { Sentence } from './sentence.tsx';
import { useDesk } from './use-desk.ts';
import { useSettled } from './use-settled.ts';
import './desk.css';

/** Room for three columns and a peek. */
const wide = '(min-width: 1180px)';
const settleMs = 120;

const Count = ({ light, count }: { light: 'over' | 'overPromise' | 'near'; count: number }) => {
  const { t } = useTranslation();
  if (count === 0) return null;
  return (
    <span className={`lc light--${lightLook[light]}`}>
      <LightMark light={light} />
      <span className="vh">{t(`light.${light}`)}</span>
      <span>{count}</span>
    </span>
  );
};

/** What wants me: what must move today, what else waits for me, what I wait for; and beside it the one matter I look at. */
const Board = () => {
  const { t } = useTranslation();
  const { data: desk, error, refetch, more } = useDesk();
  const { data: me } = useMe();
  const { search, change } = useAddress();
  const board = useRef<HTMLDivElement>(null);
  const isWide = useMedia(wide);
  const peeked = isWide ? search.get('peek') : null;
  const settled = useSettled(peeked, settleMs);
  const doing = search.get('do');
  const latest = useRef({ peeked, change });
  latest.current = { peeked, change };
  const onPeek = useCallback((id: string) => {
    const now = latest.current;
    if (now.peeked !== id) now.change({ peek: id, do: null });
  }, []);
  // What was looked at has left the desk: the next one takes its place in both.
  const focus = useDeskFocus(board, (gone, id) => latest.current.peeked === gone && onPeek(id));
  useEffect(() => {
    document.title = t('desk.title');
  }, [t]);

  /** Back to the row it came from. */
  const close = () => {
    change(doing ? { do: null } : { peek: null, do: null });
    if (peeked) focus.rowOf(peeked)?.focus();
  };
  /** Moves by key; what is moved to opens beside the list. */
  const moving = (move: () => void) => () => {
    move();
    const id = focus.here()?.dataset.id;
    if (isWide && id) onPeek(id);
  };
  const down = moving(() => stepFocus(focus.rows(), 1));
  const up = moving(() => stepFocus(focus.rows(), -1));
  const left = moving(() => focus.sideways(-1));
  const right = moving(() => focus.sideways(1));
  // Arrows scroll the page; on a row they go from row to row.
  const onRow = (move: () => void) => (event: globalThis.KeyboardEvent) => {
    if (!focus.here()) return;
    event.preventDefault();
    move();
  };
  useKeys({
    j: down,
    k: up,
    h: left,
    l: right,
    ArrowDown: onRow(down),
    ArrowUp: onRow(up),
    ArrowLeft: onRow(left),
    ArrowRight: onRow(right),
    // What is acted on is what is seen: a row that is not open opens first.
    e: (event) => {
      const id = focus.here()?.dataset.id;
      if (!isWide || !id || id === peeked) return;
      event.preventDefault();
      onPeek(id);
    },
    p: () => focus.into('.peek-foot .btn', '.peek-form .input', '.peek-form .btn', '.peek a'),
    Escape: () => peeked && close(),
  });

  if (error && !desk) return <FailureNote error={error} what={t('desk.failed')} onRetry={() => void refetch()} />;
  if (!desk || !me) return <Skeleton rows={8} />;

  const units = new Set(me.footings.map(({ unit }) => unit.id));
  const waiting = [
    { title: t('desk.ownUnit'), items: desk.waiting.items.filter(({ unit }) => units.has(unit.id)) },
    { title: t('desk.otherUnits'), items: desk.waiting.items.filter(({ unit }) => !units.has(unit.id)) },
  ];
  const all = new Map<string, DeskItem>(deskColumns.flatMap((name) => desk[name].items.map((item) => [item.id, item])));
  const nextDue = desk.doing.items.find(({ dueAt }) => dueAt !== null)?.dueAt;
  const column = (name: (typeof deskColumns)[number]) => ({
    id: `desk-${name}`,
    title: t(`desk.${name}`),
    column: desk[name],
    peeked,
    onPeek: isWide ? onPeek : undefined,
    onMore: () => more(name),
  });
  const toColumn = (name: DeskColumnName) => {
    if (isWide) focus.first(`desk-${name}`);
    return isWide;
  };
  const leave = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.defaultPrevented) return;
    event.preventDefault();
    close();
  };
  return (
    <div className="desk">
      <header className="head">
        <h1>{t('desk.title')}</h1>
        <Sentence desk={desk} onGo={toColumn} />
        <span className="end m2 nw">{inWords(new Date().toISOString())}</span>
      </header>
      <ColumnTabs desk={desk} />
      <div className="board">
        <div className="cols" ref={board}>
          <DeskColumn
            {...column('today')}
            note={
              <>
                <Count light="over" count={desk.over} />
                <Count light="overPromise" count={desk.overPromise} />
                <Count light="near" count={desk.near} />
              </>
            }
            empty={nextDue ? t('desk.noToday', { at: dueInWords(nextDue) }) : t('desk.noTodayNorLater')}
          />
          <DeskColumn {...column('doing')} note={t('desk.byDue')} empty={t('desk.noDoing')} />
          <DeskColumn
            {...column('waiting')}
            note={t('desk.byUnit')}
            empty={t('desk.noWaiting')}
            groups={waiting}
            isWaiting
          />
        </div>
        {isWide && (
          <aside className="peek" aria-label={t('desk.peek')} onKeyDown={leave}>
            {peeked === null ? (
              <div className="peek-body">
                <h2>{t('notices.title')}</h2>
                <NoticeList most={8} />
              </div>
            ) : settled === peeked ? (
              <Peek
                key={peeked}
                id={peeked}
                item={all.get(peeked) ?? null}
                doing={doing}
                onDo={(action) => change({ do: action })}
                onClose={close}
              />
            ) : (
              <Skeleton rows={8} />
            )}
          </aside>
        )}
      </div>
      <DeskKeys
        person={me.person.id}
        hasPeek={isWide}
        onDo={(matter, action) => change({ peek: matter, do: action })}
      />
    </div>
  );
};

/** The first page: for whoever has a part in matters what wants them, for an administrator where to go. */
export const DeskPage = () => {
  const { data: me } = useMe();
  return me && administers(me) ? <KeeperPage me={me} /> : <Board />;
};
