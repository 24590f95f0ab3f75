import type { MatterBrief } from '../../kernel/view/view.ts';
import { LightMark, lightLook } from './light-mark.tsx';
import { type Standing, standingInWords } from './words.ts';
import './time.css';

/** Shape and words of a light, from its parts: for one clock of several. */
export const Light = (standing: Standing) => {
  const words = standingInWords(standing);
  if (words === null) return null;
  return (
    <span className={`light light--${lightLook[standing.light]}`}>
      <LightMark light={standing.light} />
      {words}
    </span>
  );
};

type Props = { brief: Pick<MatterBrief, 'light' | 'cause' | 'left'> };

/** How a matter stands: shape and words with what is left. Nothing where no clock runs. */
export const LightWord = ({ brief: { light, cause, left } }: Props) => (
  <Light light={light} cause={cause} left={left} />
);
