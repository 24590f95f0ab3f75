import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MeView } from '../../../kernel/view/view.ts';
import { statusOf } from '../../../web/api/client.ts';
import { useMe, useProcedures } from '../../../web/api/queries.ts';
import { formOfAction, registeringOf } from '../../../web/matter/table.ts';
import { FailureNote } from '../../../web/parts/failure-note.tsx';
import { useKeys } from '../../../web/parts/keys.ts';
import { Link } from '../../../web/parts/link.tsx';
import { useAddress, useParam } from '../../../web/parts/navigate.ts';
import { useSay } from '../../../web/parts/say.tsx';
import { Skeleton } from '../../../web/parts/skeleton.tsx';
import { AcceptForm } from './accept-form.tsx';
import type { ProblemEntry, Span } from './entries.ts';
import { type EntryDo, EntryItem } from './entry-item.tsx';
import { LooseMeasures } from './loose-measures.tsx';
import { Missed } from './missed.tsx';
import { type Mark, type MarkKind, paragraphAt } from './paragraphs.ts';
import { ReadingFoot } from './reading-foot.tsx';
import { ReadingHead } from './reading-head.tsx';
import { selectedSpan } from './selection.ts';
import { SourcePane } from './source-pane.tsx';
import { useReading } from './use-reading.ts';
import './reading.css';

const focusEntry = (key: string) => document.getElementById(`entry-${key}`)?.focus({ preventScroll: true });

const Reader = ({ id, me }: { id: string; me: MeView }) => {
  const { t } = useTranslation();
  const say = useSay();
  const { search } = useAddress();
  const { data, error, refetch, model, paragraphs, mark, unmark, attach, act } = useReading(id, me.person.id);
  const { data: procedures } = useProcedures();
  const [active, setActive] = useState<string | null>(null);
  const [editing, setEditing] = useState<string | null>(null);
  const [pane, setPane] = useState<'source' | 'entries'>('entries');
  const [onlyOpen, setOnlyOpen] = useState(false);
  const [isMissing, setIsMissing] = useState(false);
  const [failed, setFailed] = useState<unknown>(null);
  const jumped = useRef(false);
  const deciding = useRef(new Set<string>());

  const problems = model?.problems ?? [];
  const shown = onlyOpen ? problems.filter(({ status }) => status === 'open') : problems;
  const current = problems.find(({ key }) => key === active);
  const lit = useMemo(
    () => new Set([active ?? '', ...(current?.measures.map(({ key }) => key) ?? [])].filter(Boolean)),
    [active, current],
  );
  const mayDecide = data?.mine === true && data.report.state === 'reading';

  const toSource = useCallback((kind: MarkKind, key: string) => {
    setPane('source');
    setActive(key);
    requestAnimationFrame(() => document.getElementById(`tag-${kind}-${key}`)?.scrollIntoView({ block: 'center' }));
  }, []);
  const onTag = useCallback(
    (found: Mark) => {
      setActive(found.key);
      if (found.kind === 'figure') return;
      setPane('entries');
      requestAnimationFrame(() => {
        const home = model?.problems.find(({ measures }) => measures.some(({ key }) => key === found.key));
        focusEntry(home?.key ?? found.key);
      });
    },
    [model],
  );
  useEffect(() => {
    document.title = data?.report.title ?? t('reading.title');
  }, [data, t]);
  // A link from the ledger or a matter names the place in the text that it is about.
  useEffect(() => {
    const at = Number(search.get('at') ?? Number.NaN);
    const found = model?.problems.find(({ start }) => start === at);
    if (jumped.current || !found) return;
    jumped.current = true;
    toSource('problem', found.key);
  }, [search, model, toSource]);

  const decide = async (action: string, words: string, span?: Span) => {
    // Until the page has followed, the same press again would be a second decision.
    const what = `${action} ${span?.start}`;
    if (deciding.current.has(what)) return;
    deciding.current.add(what);
    setFailed(null);
    try {
      await act(action, span);
      say(words);
    } catch (refused) {
      setFailed(refused);
    } finally {
      deciding.current.delete(what);
    }
  };
  const onDo = (entry: ProblemEntry) => (what: EntryDo) => {
    setActive(entry.key);
    const tag = t('reading.tag.problem', { nr: entry.nr });
    if (what === 'drop' && entry.byHand) return unmark(entry.key);
    if (what === 'drop') return void decide('dropEntry', t('reading.saidDropped', { tag }), entry);
    if (what === 'restore') return void decide('restoreEntry', t('reading.saidRestored', { tag }), entry);
    setEditing(entry.key);
    requestAnimationFrame(() => {
      const form = document.querySelector(`[id="entry-${entry.key}"] form`);
      const wanted = what === 'edit' ? 'input' : 'input[role="combobox"]';
      form?.querySelector<HTMLElement>(wanted)?.focus();
    });
  };
  const step = (by: 1 | -1) => {
    const at = shown.findIndex(({ key }) => key === active);
    const next = shown[at === -1 ? 0 : Math.min(shown.length - 1, Math.max(0, at + by))];
    if (next) focusEntry(next.key);
  };
  const onCurrent = (what: EntryDo) => (event: KeyboardEvent) => {
    if (!mayDecide || !current || (current.status === 'open') === (what === 'restore')) return;
    event.preventDefault();
    onDo(current)(what);
  };
  useKeys({
    j: () => step(1),
    k: () => step(-1),
    e: onCurrent('accept'),
    m: onCurrent('edit'),
    x: onCurrent('drop'),
    r: onCurrent('restore'),
    Enter: (event) => {
      if (!current || event.target !== document.getElementById(`entry-${current.key}`)) return;
      toSource('problem', current.key);
    },
  });
  const onMark = (span: Span) => {
    mark(span);
    setIsMissing(false);
    setPane('entries');
    requestAnimationFrame(() => focusEntry(`${span.start}-${span.end}`));
  };

  // Not there and not yours are one answer, and asking again changes neither.
  if (error && !data && statusOf(error) === 404)
    return (
      <div className="page-note">
        <h1>{t('reports.gone')}</h1>
        <p>{t('matter.noneWhy')}</p>
        <Link to="/ledger/reports">{t('nav.reports')}</Link>
      </div>
    );
  if (error && !data) return <FailureNote error={error} what={t('reports.failed')} onRetry={() => void refetch()} />;
  const table = procedures?.find(({ code }) => code === 'problem');
  const form = table && formOfAction(table, registeringOf(table) ?? '');
  if (!data || !model || !form) return <Skeleton rows={10} />;
  return (
    <div className="reading" data-pane={pane}>
      <ReadingHead reading={data} model={model} />
      <nav className="tabs" aria-label={t('reading.tabs')}>
        {(['entries', 'source'] as const).map((each) => (
          <button type="button" key={each} aria-current={each === pane || undefined} onClick={() => setPane(each)}>
            {t(`reading.${each}`)}
          </button>
        ))}
      </nav>
      <div className="two">
        <section className="src" aria-label={t('reading.source')}>
          <div className="ph">
            <span className="ph-name">{t('reading.source')}</span>
            <mark className="p">{t('reading.problem')}</mark>
            <mark className="m">{t('reading.measure')}</mark>
            <mark className="n">{t('reading.figure')}</mark>
            {mayDecide && (
              <button
                type="button"
                className="btn btn--text end"
                aria-expanded={isMissing}
                onMouseDown={(event) => event.preventDefault()}
                onClick={() => {
                  const span = selectedSpan(data.text);
                  if (span) onMark(span);
                  else setIsMissing(!isMissing);
                }}
              >
                {t('reading.missed')}
              </button>
            )}
          </div>
          {isMissing && <Missed text={data.text} onMark={onMark} onClose={() => setIsMissing(false)} />}
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a pane that scrolls must be reachable by key */}
          <div className="doc-scroll" tabIndex={0}>
            <SourcePane paragraphs={paragraphs} active={lit} onTag={onTag} />
          </div>
        </section>
        <section className="out" aria-label={t('reading.entries')}>
          <div className="ph">
            <span className="ph-name">{t('reading.entries')}</span>
            <span>{t('reading.inOrder')}</span>
            <button
              type="button"
              className="btn btn--text end"
              aria-pressed={onlyOpen}
              onClick={() => setOnlyOpen(!onlyOpen)}
            >
              {t(onlyOpen ? 'reading.showAll' : 'reading.onlyOpen')}
            </button>
          </div>
          <div className="ents">
            {failed !== null && <FailureNote error={failed} what={t('form.notSent')} />}
            {problems.length === 0 && <p className="empty">{t('reading.nothing')}</p>}
            <ol className="entry-list">
              {shown.map((entry) => (
                <EntryItem
                  key={entry.key}
                  entry={entry}
                  paragraph={paragraphAt(paragraphs, entry.start)}
                  isActive={entry.key === active}
                  mayDecide={mayDecide}
                  onActivate={() => setActive(entry.key)}
                  onSource={() => toSource('problem', entry.key)}
                  onDo={onDo(entry)}
                >
                  {mayDecide && editing === entry.key && entry.status === 'open' && (
                    <AcceptForm
                      form={form}
                      reading={data}
                      entry={entry}
                      person={me.person.id}
                      onMeasure={(measure) => toSource('measure', measure.key)}
                      onDetach={(measure) => attach(measure.key, '')}
                      onDone={async (reply) => {
                        say(t('reading.saidAccepted', { number: reply.number }));
                        await refetch();
                        setEditing(null);
                        unmark(entry.key);
                        focusEntry(entry.key);
                      }}
                      onCancel={() => {
                        setEditing(null);
                        focusEntry(entry.key);
                      }}
                    />
                  )}
                </EntryItem>
              ))}
            </ol>
            <LooseMeasures
              measures={model.loose}
              problems={problems}
              onAttach={attach}
              onSource={(measure) => toSource('measure', measure.key)}
            />
          </div>
          <ReadingFoot reading={data} problems={problems} onDo={(action, words) => void decide(action, words)} />
        </section>
      </div>
    </div>
  );
};

/** Report to ledger: source left, proposals right, each linked to its sentence; nothing enters the ledger unconfirmed. */
export const ReadingPage = () => {
  const id = useParam('id');
  const { data: me } = useMe();
  return me ? <Reader key={id} id={id} me={me} /> : null;
};
