import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { PaperSheet } from '../domain/views.ts';

type Block = PaperSheet['body'][number];

const lines = (text: string) => text.split('\n').map((line, index) => <span key={index}>{line}</span>);

const width = (columns: readonly number[], at: number) =>
  `${((columns[at] ?? 0) / columns.reduce((sum, each) => sum + each, 0)) * 100}%`;

const Columns = ({ of }: { of: readonly number[] }) => (
  <colgroup>
    {of.map((_, at) => (
      <col key={at} width={width(of, at)} />
    ))}
  </colgroup>
);

/** A table wider than the window is scrolled by key too. */
const Wide = ({ children }: { children: ReactNode }) => {
  const { t } = useTranslation();
  return (
    // biome-ignore lint/a11y/useSemanticElements: a region that scrolls sideways on a phone, reached and scrolled by key
    // biome-ignore lint/a11y/noNoninteractiveTabindex: as above
    <div className="sheet-wide" role="region" tabIndex={0} aria-label={t('paperOne.table')}>
      {children}
    </div>
  );
};

const BlockView = ({ block }: { block: Block }) => {
  switch (block.kind) {
    case 'heading':
      return <p className={block.level === 1 ? 'sheet-h1' : 'sheet-h2'}>{block.text}</p>;
    case 'text':
      return <p className="sheet-text">{lines(block.text)}</p>;
    case 'note':
      return <p className="sheet-note">{block.text}</p>;
    case 'grid':
      return (
        <Wide>
          <table className="sheet-grid">
            <Columns of={block.columns.map((each) => each.width)} />
            <thead>
              <tr>
                {block.columns.map(({ title }) => (
                  <th key={title} scope="col">
                    {title}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {block.rows.map((row) => (
                <tr key={row.join('\t')}>
                  {row.map((text, at) => (
                    <td key={block.columns[at]?.title}>{lines(text)}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </Wide>
      );
    case 'form':
      return (
        <Wide>
          <table className="sheet-grid sheet-form">
            <Columns of={block.columns} />
            <tbody>
              {block.rows.map((cells) => (
                <tr key={cells.map(({ text }) => text).join('\t')}>
                  {cells.map(({ text, span, label, foot }, at) => {
                    const Cell = label ? 'th' : 'td';
                    return (
                      <Cell key={at} colSpan={span} {...(label && { scope: 'row' })}>
                        {lines(text)}
                        {foot !== null && <span className="sheet-foot">{foot}</span>}
                      </Cell>
                    );
                  })}
                </tr>
              ))}
            </tbody>
          </table>
        </Wide>
      );
  }
};

/** A paper on the screen, in the order and the type it has on paper; how it breaks into pages the PDF shows. */
export const Sheet = ({ sheet }: { sheet: PaperSheet }) => {
  const { t } = useTranslation();
  return (
    <article lang="zh-Hans" className={`sheet sheet--${sheet.sheet}`} aria-label={t('paperOne.sheetLabel')}>
      {sheet.head !== null && (
        <header className="sheet-head">
          <p className="sheet-mark">{sheet.head}</p>
          <p>{sheet.number}</p>
        </header>
      )}
      <h2>{lines(sheet.title)}</h2>
      {sheet.subtitle !== null && <p className="sheet-subtitle">{sheet.subtitle}</p>}
      {sheet.head === null && <p className="sheet-number">{sheet.number}</p>}
      {sheet.to !== null && <p>{sheet.to}：</p>}
      {sheet.body.map((block, at) => (
        <BlockView key={at} block={block} />
      ))}
      {sheet.signed && (
        <p className="sheet-signed">
          <span>{sheet.signed.unit}</span>
          <span>{sheet.signed.day}</span>
        </p>
      )}
      {sheet.contact !== null && <p className="sheet-text">（{sheet.contact}）</p>}
      {sheet.imprint && (
        <footer className="sheet-imprint">
          {sheet.imprint.copy !== null && <p>{sheet.imprint.copy}</p>}
          <p>
            <span>{sheet.imprint.unit}</span>
            <span>{sheet.imprint.day}</span>
          </p>
        </footer>
      )}
    </article>
  );
};
