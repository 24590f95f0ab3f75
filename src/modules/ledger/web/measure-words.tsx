import type { MeasureEntry } from '../domain/reading-model.ts';

/** A measure as the text has it, with its parts behind. */
export const MeasureWords = ({ measure }: { measure: MeasureEntry }) => (
  <span>
    {measure.text}
    {measure.subs.length > 0 && <span className="m3">（{measure.subs.join('；')}）</span>}
  </span>
);
