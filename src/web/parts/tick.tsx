import type { ReactNode } from 'react';

type Props = { isOn: boolean; onChange: (isOn: boolean) => void; children: ReactNode };

/** A yes or no with its words; the words are pressed as well as the box. */
export const Tick = ({ isOn, onChange, children }: Props) => (
  <label className="tick-line">
    <input type="checkbox" className="tick" checked={isOn} onChange={({ target }) => onChange(target.checked)} />
    {children}
  </label>
);
