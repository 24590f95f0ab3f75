import type { ReactNode } from 'react';

type Props = {
  /** What a row is about. */
  row: ReactNode;
  /** What each column counts. */
  figures: readonly string[];
  /** Columns that count nothing. */
  children?: ReactNode;
};

/** Head of a table of figures. */
export const FigureHead = ({ row, figures, children }: Props) => (
  <thead>
    <tr>
      <th scope="col">{row}</th>
      {figures.map((figure) => (
        <th key={figure} scope="col" className="num">
          {figure}
        </th>
      ))}
      {children}
    </tr>
  </thead>
);
