import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { NoticeView } from '../../kernel/view/desk.ts';
import { href } from '../address.ts';
import { client } from '../api/queries.ts';
import { isWatched } from '../api/watched.ts';
import { useSay } from '../parts/say.tsx';
import { noticeWords } from './words.ts';

/** After a refusal the browser does not try again by itself. */
const againMs = 30_000;
/** Pages that heard the same do not all ask at once. */
const spreadMs = 1_500;

/**
 * Listens while the page is seen: a notice is said where it is read out, lists look again without losing their place. A page that
 * nobody touches asks for nothing; it catches up at the next sign of life, or its session would never end.
 */
export const Live = () => {
  const { t } = useTranslation();
  const say = useSay();
  const latest = useRef({ t, say });
  latest.current = { t, say };
  useEffect(() => {
    let source: EventSource | null = null;
    let again: ReturnType<typeof setTimeout> | undefined;
    let soon: ReturnType<typeof setTimeout> | undefined;
    let behind = false;
    let ended = false;
    const told = new Set<string>();

    const look = (keys: readonly string[], after: number) => {
      if (!isWatched()) {
        behind = true;
        return;
      }
      clearTimeout(soon);
      soon = setTimeout(() => {
        for (const key of keys) void client.invalidateQueries({ queryKey: [key] });
      }, after);
    };
    const all = ['notices', 'desk', 'matters', 'ledger'];
    const close = () => {
      clearTimeout(again);
      source?.close();
      source = null;
    };
    const open = () => {
      if (source || ended || document.visibilityState !== 'visible') return;
      const line = new EventSource(href('/api/notices/stream'));
      source = line;
      let isFirst = true;
      line.addEventListener('open', () => {
        // What was missed between two lines is looked up; the first one finds the page fresh.
        if (!isFirst) look(all, 0);
        isFirst = false;
      });
      line.addEventListener('notice', (event) => {
        const notice = JSON.parse((event as MessageEvent<string>).data) as NoticeView;
        if (told.has(notice.id)) return;
        told.add(notice.id);
        latest.current.say(latest.current.t('notices.new', { words: noticeWords(notice) }));
        void client.invalidateQueries({
          queryKey: ['matter', notice.matter.id],
          refetchType: isWatched() ? 'active' : 'none',
        });
        look(all, 0);
      });
      line.addEventListener('moved', () => look(['desk', 'matters', 'ledger'], Math.random() * spreadMs));
      line.addEventListener('end', () => {
        ended = true;
        close();
      });
      line.addEventListener('error', () => {
        if (line.readyState !== EventSource.CLOSED) return;
        close();
        again = setTimeout(open, againMs);
      });
    };
    const onSeen = () => {
      if (document.visibilityState !== 'visible') return close();
      open();
      look(all, 0);
    };
    const onSign = () => {
      ended = false;
      if (document.visibilityState === 'visible') open();
      if (!behind) return;
      behind = false;
      look(all, 0);
    };
    open();
    document.addEventListener('visibilitychange', onSeen);
    for (const kind of ['pointerdown', 'keydown']) document.addEventListener(kind, onSign, { passive: true });
    return () => {
      close();
      clearTimeout(soon);
      document.removeEventListener('visibilitychange', onSeen);
      for (const kind of ['pointerdown', 'keydown']) document.removeEventListener(kind, onSign);
    };
  }, []);
  return null;
};
