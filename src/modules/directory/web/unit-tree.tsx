import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Organisation, Unit } from '../domain/organisation.ts';
import { postsOf, unitsUnder } from './chart.ts';

type Props = { organisation: Organisation; day: string; chosen: string | null; onChoose: (unit: string) => void };

/** The unit and everything above it: what must be open for it to be seen. */
const above = ({ unit }: Organisation, id: string | null): string[] => {
  const path: string[] = [];
  for (let at = id === null ? undefined : unit.get(id); at && !path.includes(at.id); at = unit.get(at.parent ?? ''))
    path.push(at.id);
  return path;
};

/**
 * The tree of units by the keys that trees have: up and down go through what is seen, right opens, left closes or goes up,
 * Enter chooses. One of its items takes the Tab.
 */
export const UnitTree = ({ organisation, day, chosen, onChoose }: Props) => {
  const { t } = useTranslation();
  const tree = useRef<HTMLDivElement>(null);
  const tops = unitsUnder(organisation, null, day);
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const [at, setAt] = useState<string | null>(null);
  useEffect(() => {
    // Open down to what is chosen, and the first level always.
    const first = unitsUnder(organisation, null, day).map(({ id }) => id);
    setOpen((before) => new Set([...before, ...first, ...above(organisation, chosen)]));
    setAt(chosen);
  }, [organisation, chosen, day]);

  const shown = useRef<string | null>(null);
  useEffect(() => {
    // Chosen by a link elsewhere it may lie far down; what the reader folds or scrolls afterwards stays as it is.
    const item = chosen !== shown.current && tree.current?.querySelector(`[data-unit="${chosen}"]`);
    if (!item) return;
    shown.current = chosen;
    item.scrollIntoView({ block: 'nearest' });
  });

  const below = useMemo(() => {
    const known = new Map<string, Unit[]>();
    return (id: string): Unit[] => {
      const found = known.get(id) ?? unitsUnder(organisation, id, day);
      known.set(id, found);
      return found;
    };
  }, [organisation, day]);

  const flip = (id: string, isOpen: boolean) =>
    setOpen((before) => new Set(isOpen ? [...before, id] : [...before].filter((each) => each !== id)));
  const focus = (id: string | undefined) => {
    if (id === undefined) return;
    setAt(id);
    tree.current?.querySelector<HTMLElement>(`[data-unit="${id}"]`)?.focus();
  };
  const onKey = (event: KeyboardEvent, unit: Unit) => {
    const items = [...(tree.current?.querySelectorAll<HTMLElement>('[role="treeitem"]') ?? [])].map(
      (item) => item.dataset.unit ?? '',
    );
    const here = items.indexOf(unit.id);
    const hasMore = below(unit.id).length > 0;
    const isOpen = open.has(unit.id);
    const keys: Record<string, () => void> = {
      ArrowDown: () => focus(items[here + 1]),
      ArrowUp: () => focus(items[here - 1]),
      Home: () => focus(items[0]),
      End: () => focus(items.at(-1)),
      ArrowRight: () => (hasMore && !isOpen ? flip(unit.id, true) : hasMore && focus(items[here + 1])),
      ArrowLeft: () => (hasMore && isOpen ? flip(unit.id, false) : unit.parent && focus(unit.parent)),
      Enter: () => onChoose(unit.id),
      ' ': () => onChoose(unit.id),
    };
    const act = keys[event.key];
    if (!act || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  };
  const tabbed = at ?? tops[0]?.id;

  /** What is seen, from the top down. */
  const seen = (units: readonly Unit[], level: number): { unit: Unit; level: number }[] =>
    units.flatMap((unit) => [{ unit, level }, ...(open.has(unit.id) ? seen(below(unit.id), level + 1) : [])]);
  return (
    <div role="tree" aria-label={t('people.tree.title')} className="tree" ref={tree}>
      {seen(tops, 1).map(({ unit, level }) => {
        const hasMore = below(unit.id).length > 0;
        const isOpen = open.has(unit.id);
        const posts = postsOf(organisation, unit.id, day).length;
        return (
          <div
            key={unit.id}
            role="treeitem"
            data-unit={unit.id}
            className={`tree-row tree-row--${Math.min(level, 6)}`}
            aria-level={level}
            aria-selected={unit.id === chosen}
            tabIndex={unit.id === tabbed ? 0 : -1}
            {...(hasMore && { 'aria-expanded': isOpen })}
            onKeyDown={(event) => onKey(event, unit)}
            onFocus={() => setAt(unit.id)}
            onClick={() => onChoose(unit.id)}
          >
            {/* Keys open and close it by themselves: this is for a pointer alone. */}
            <span
              aria-hidden="true"
              className="tree-fold"
              onPointerDown={(event) => event.preventDefault()}
              onClick={(event) => {
                if (!hasMore) return;
                event.stopPropagation();
                flip(unit.id, !isOpen);
              }}
            >
              {hasMore ? (isOpen ? '−' : '+') : ''}
            </span>
            <span className="tree-name">{unit.name}</span>
            <span className="m3" aria-hidden="true">
              {posts > 0 ? t('people.tree.posts', { count: posts }) : ''}
            </span>
          </div>
        );
      })}
    </div>
  );
};
