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
import { Skeleton } from '../../../web/parts/skeleton.tsx';
import type { ProblemEntry } from '../domain/reading-model.ts';
import { keyOf, type Span } from '../domain/reading-state.ts';
import { AddText } from './add-text.tsx';
import type { EntryDo } from './entry-item.tsx';
import { LooseMeasures } from './loose-measures.tsx';
import { Missed } from './missed.tsx';
import { type Mark, type MarkKind, paragraphAt } from './paragraphs.ts';
import { ProblemRow } from './problem-row.tsx';
import { ReadingFoot } from './reading-foot.tsx';
import { ReadingHead } from './reading-head.tsx';
import { isOpen, type SumEntry } from './reading-items.ts';
import { SourceHead } from './source-head.tsx';
import { SourcePane } from './source-pane.tsx';
import { SumItem } from './sum-item.tsx';
import { useAccept } from './use-accept.ts';
import { useDecisions } from './use-decisions.ts';
import { useReading } from './use-reading.ts';
import './reading.css';

const focusEntry = (key: string) => document.getElementById(`entry-${key}`)?.focus({ preventScroll: true });
const soon = (what: () => void) => requestAnimationFrame(() => requestAnimationFrame(what));

const Reader = ({ id, me }: { id: string; me: MeView }) => {
  const { t } = useTranslation();
  const { search } = useAddress();
  const { data, error, refetch, model, items, paragraphs, likely, mayDecide, act } = useReading(id);
  const { data: procedures } = useProcedures();
  const table = procedures?.find(({ code }) => code === 'problem');
  const form = table && formOfAction(table, registeringOf(table) ?? '');
  const accept = useAccept(data, form, me.person.id);
  const [active, setActive] = useState<string | null>(null);
  const [editing, setEditing] = useState<string | null>(null);
  const [merging, setMerging] = useState<string | null>(null);
  const [pane, setPane] = useState<'source' | 'entries'>('entries');
  const [onlyOpen, setOnlyOpen] = useState(false);
  const [isMissing, setIsMissing] = useState(false);
  const jumped = useRef(false);

  const problems = model?.problems ?? [];
  const shown = onlyOpen ? items.filter(isOpen) : items;
  const current = problems.find(({ key }) => key === active);
  const currentSum = items.find((item) => item.entry.key === active);
  const lit = useMemo(() => {
    if (currentSum?.kind === 'sum') return new Set(currentSum.entry.figures);
    const own = current ? [...current.measures, ...current.merged].map(({ key }) => key) : [];
    return new Set([active ?? '', ...own].filter(Boolean));
  }, [active, current, currentSum]);

  const toSource = useCallback((kind: MarkKind, key: string) => {
    setPane('source');
    setActive((before) => (kind === 'problem' ? key : before));
    soon(() => document.getElementById(`tag-${kind}-${key}`)?.scrollIntoView({ block: 'center' }));
  }, []);
  const activate = useCallback((key: string) => {
    setActive(key);
    setPane('entries');
    soon(() => focusEntry(key));
  }, []);
  const onTag = useCallback(
    (mark: Mark) => {
      const home = problems.find(
        ({ key, measures, merged }) =>
          key === mark.key || [...measures, ...merged].some((each) => each.key === mark.key),
      );
      const sum = items.find(({ kind, entry }) => kind === 'sum' && (entry as SumEntry).figures.includes(mark.key));
      if (mark.kind === 'figure') return sum ? activate(sum.entry.key) : setActive(mark.key);
      activate(home?.key ?? mark.key);
    },
    [problems, items, activate],
  );
  useEffect(() => {
    document.title = data?.report.title ?? t('reading.title');
  }, [data, t]);
  // A link from the ledger or a matter names the place in the text that it is about.
  useEffect(() => {
    const at = Number(search.get('at') ?? Number.NaN);
    const found = model?.problems.flatMap((entry) => [entry, ...entry.merged]).find(({ start }) => start === at);
    if (jumped.current || !found) return;
    jumped.current = true;
    toSource('problem', found.key);
  }, [search, model, toSource]);

  const openForm = useCallback((entry: ProblemEntry, field: string | null) => {
    setActive(entry.key);
    setEditing(entry.key);
    soon(() => {
      const opened = document.querySelector(`[id="entry-${entry.key}"] form.cmd`);
      const wanted = field === null ? 'input[role="combobox"]' : `[id$="-${field}"]`;
      (opened?.querySelector<HTMLElement>(wanted) ?? opened?.querySelector<HTMLElement>('input'))?.focus();
    });
  }, []);
  const decisions = useDecisions({
    act,
    accept,
    refetch,
    light: setActive,
    activate,
    openForm,
    openMerging: setMerging,
    closeForm: () => setEditing(null),
  });

  const step = (by: 1 | -1) => {
    const at = shown.findIndex(({ entry }) => entry.key === active);
    const next = shown[at === -1 ? 0 : Math.min(shown.length - 1, Math.max(0, at + by))];
    if (next) focusEntry(next.entry.key);
  };
  const onCurrent = (what: EntryDo) => (event: KeyboardEvent) => {
    if (!mayDecide || !current || (current.status === 'open') === (what === 'restore')) return;
    event.preventDefault();
    decisions.onEntry(current)(what);
  };
  useKeys({
    j: () => step(1),
    k: () => step(-1),
    e: onCurrent('accept'),
    i: onCurrent('edit'),
    x: onCurrent('drop'),
    r: onCurrent('restore'),
    m: (event) => {
      const [match] = (current && likely.get(current.key)) ?? [];
      if (!mayDecide || current?.status !== 'open' || !match) return;
      event.preventDefault();
      decisions.join(current, match);
    },
    Enter: (event) => {
      if (!active || event.target !== document.getElementById(`entry-${active}`)) return;
      if (current) toSource('problem', current.key);
      else if (currentSum?.kind === 'sum') toSource('figure', currentSum.entry.figures[0] ?? '');
    },
  });
  const onMark = (span: Span) => {
    setIsMissing(false);
    decisions.mark(
      span,
      problems.some(({ key }) => key === keyOf(span)),
    );
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
  if (!data || !model || !form) return <Skeleton rows={10} />;

  const cells = new Map(data.cells.map((each) => [keyOf(each), each.cell]));
  const placeInWords = (entry: ProblemEntry): string | null => {
    const cell = cells.get(entry.key);
    const nr = paragraphAt(paragraphs, entry.start);
    return cell ? t('reading.cell', { cell }) : nr === null ? null : t('reading.paragraph', { nr });
  };
  return (
    <div className="reading" data-pane={pane}>
      <ReadingHead reading={data} model={model} items={items} />
      {data.unread ? (
        <AddText unread={data.unread} mayDecide={mayDecide} onAdd={(files) => act('addText', undefined, files)} />
      ) : (
        <>
          <nav className="tabs" aria-label={t('reading.tabs')}>
            {(['entries', 'source'] as const).map((each) => (
              <button type="button" key={each} aria-current={each === pane || undefined} onClick={() => setPane(each)}>
                {t(`reading.${each}`)}
              </button>
            ))}
          </nav>
          <div className="two">
            <section className="src" aria-label={t('reading.source')}>
              <SourceHead
                text={data.text}
                mayDecide={mayDecide}
                isMissing={isMissing}
                onMark={onMark}
                onMissing={setIsMissing}
              />
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
                {decisions.failed !== null && <FailureNote error={decisions.failed} what={t('form.notSent')} />}
                {problems.length === 0 && <p className="empty">{t('reading.nothing')}</p>}
                <ol className="entry-list">
                  {shown.map((item) =>
                    item.kind === 'problem' ? (
                      <ProblemRow
                        key={item.entry.key}
                        entry={item.entry}
                        others={problems.filter(({ key, status }) => key !== item.entry.key && status === 'open')}
                        text={data.text}
                        place={placeInWords(item.entry)}
                        matches={likely.get(item.entry.key) ?? []}
                        form={form}
                        accept={accept}
                        decisions={decisions}
                        isActive={item.entry.key === active}
                        isEditing={item.entry.key === editing}
                        isMerging={item.entry.key === merging}
                        mayDecide={mayDecide}
                        onActivate={() => setActive(item.entry.key)}
                        onForm={openForm}
                        onClose={() => {
                          setEditing(null);
                          soon(() => focusEntry(item.entry.key));
                        }}
                        onProblemInSource={(key) => toSource('problem', key)}
                        onMeasureInSource={(measure) => toSource('measure', measure.key)}
                      />
                    ) : (
                      <SumItem
                        key={item.entry.key}
                        entry={item.entry}
                        isActive={item.entry.key === active}
                        mayDecide={mayDecide}
                        onActivate={() => setActive(item.entry.key)}
                        onSource={() => toSource('figure', item.entry.figures[0] ?? '')}
                        onDo={decisions.onSum(item.entry)}
                      />
                    ),
                  )}
                </ol>
                <LooseMeasures
                  measures={model.loose}
                  problems={problems}
                  mayDecide={mayDecide}
                  onAttach={decisions.attach}
                  onSource={(measure) => toSource('measure', measure.key)}
                />
              </div>
              <ReadingFoot
                reading={data}
                items={items}
                onDo={(action, words) => void decisions.decide(action, words)}
              />
            </section>
          </div>
        </>
      )}
    </div>
  );
};

/** Report to ledger: source left, proposals right, each linked to its sentence; nothing enters the ledger unconfirmed. */
export const ReadingPage = () => {
  const id = useParam('id');
  const { data: me } = useMe();
  return me ? <Reader key={id} id={id} me={me} /> : null;
};
