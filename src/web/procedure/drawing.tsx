import i18next from 'i18next';
import { useTranslation } from 'react-i18next';
import { drawProcedure, wordLines, wordStep } from '../../kernel/procedure/drawing.ts';
import type { Procedure } from '../../kernel/procedure/procedure.ts';
import type { StandingView } from '../../kernel/view/procedure.ts';
import { waitedSince } from './words.ts';

/** What stands in a state over all versions. */
export const standingIn = (standing: readonly StandingView[], state: string) => {
  const here = standing.filter((each) => each.state === state);
  const oldest = here.flatMap(({ oldest: since }) => since ?? []).sort()[0];
  return {
    count: here.reduce((sum, { count }) => sum + count, 0),
    more: here.some(({ more }) => more),
    oldest: oldest ?? null,
  };
};

type Props = { procedure: Procedure; standing: readonly StandingView[] };

/** States and actions drawn from the table; the table below says the same in words. */
export const DrawnProcedure = ({ procedure, standing }: Props) => {
  const { t } = useTranslation();
  const { code } = procedure;
  const drawing = drawProcedure(procedure);
  const title = (action: string) => t(`action.${code}.${action}`);
  return (
    <figure className="drawn">
      <svg
        viewBox={`0 0 ${drawing.width} ${drawing.height}`}
        width={drawing.width}
        height={drawing.height}
        role="img"
        aria-label={t('procedure.drawingOf', { what: t(`procedure.${code}`) })}
      >
        <defs>
          <marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto">
            <path d="M0 0 8 4 0 8Z" className="drawn-tip" />
          </marker>
        </defs>
        {drawing.arrows.map(({ from, to, points }) => (
          <polyline
            key={`${from} ${to}`}
            className="drawn-line"
            points={points.map((point) => point.join(',')).join(' ')}
            markerEnd="url(#tip)"
          />
        ))}
        {drawing.arrows.flatMap(({ from, to, actions, at, points }) =>
          wordLines(actions, points).map((line, index) => (
            <text
              key={`${from} ${to} ${line[0]}`}
              className="drawn-word"
              x={at[0]}
              y={at[1] - 6 + index * wordStep}
              textAnchor="middle"
            >
              {line.map(title).join(' / ')}
            </text>
          )),
        )}
        {drawing.boxes.map(({ state, x, y, width, height }) => {
          const { count, more, oldest } = standingIn(standing, state);
          const isFinal = procedure.states[state]?.final === true;
          return (
            <g key={state} transform={`translate(${x} ${y})`}>
              <rect
                className={isFinal ? 'drawn-box drawn-box--end' : 'drawn-box'}
                width={width}
                height={height}
                rx="6"
              />
              <text className="drawn-state" x={width / 2} y={26} textAnchor="middle">
                {t(`state.${code}.${state}`)}
              </text>
              <text className="drawn-count" x={width / 2} y={48} textAnchor="middle">
                {isFinal
                  ? t('procedure.end')
                  : count === 0 && !more
                    ? t('procedure.nobody')
                    : `${t('procedure.count', { count: more ? `${count}+` : count })}${oldest ? ` · ${waitedSince(oldest)}` : ''}`}
              </text>
            </g>
          );
        })}
      </svg>
      {drawing.drops.length > 0 && (
        <figcaption>
          {drawing.drops.map(({ state, from, actions }) => (
            <p key={state}>
              {t('procedure.drops', {
                state: t(`state.${code}.${state}`),
                from: from.map((each) => t(`state.${code}.${each}`)).join(i18next.t('listed')),
                actions: actions.map(title).join(i18next.t('listed')),
              })}
            </p>
          ))}
        </figcaption>
      )}
    </figure>
  );
};
