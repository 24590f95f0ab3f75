import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Mark, Paragraph, Piece } from './paragraphs.ts';

type Props = { paragraphs: readonly Paragraph[]; active: ReadonlySet<string>; onTag: (mark: Mark) => void };

const letters = { problem: 'p', measure: 'm', figure: 'n' };

const Words = ({ piece, active }: { piece: Piece } & Pick<Props, 'active'>) => {
  // Of marks within each other the shortest is drawn; each keeps its tag.
  const inner = [...piece.marks].sort((a, b) => a.end - a.start - (b.end - b.start))[0];
  const isOn = piece.marks.some(({ key }) => active.has(key));
  return inner ? (
    <mark className={`${letters[inner.kind]}${isOn ? ' on' : ''}`} data-start={piece.start}>
      {piece.text}
    </mark>
  ) : (
    <span data-start={piece.start}>{piece.text}</span>
  );
};

/** A run of text with the tags behind it, and the point after them if there is one: it does not begin a line. */
const Run = ({ piece, next, active, onTag }: { piece: Piece; next: Piece | undefined } & Omit<Props, 'paragraphs'>) => {
  const { t } = useTranslation();
  return (
    <>
      {!piece.clings && <Words piece={piece} active={active} />}
      {piece.ends.length > 0 && (
        <span className="tags">
          {piece.ends.map((mark) => (
            <button
              type="button"
              key={`${mark.kind} ${mark.key}`}
              id={`tag-${mark.kind}-${mark.key}`}
              className={active.has(mark.key) ? 'tag on' : 'tag'}
              onClick={() => onTag(mark)}
              aria-label={t(`reading.tag.${mark.kind}`, { nr: mark.nr })}
            >
              {t(`reading.tag.${mark.kind}`, { nr: mark.nr })}
            </button>
          ))}
          {next?.clings && <Words piece={next} active={active} />}
        </span>
      )}
    </>
  );
};

/** A row of a table keeps its cells apart. */
const isRow = ({ pieces }: Paragraph): boolean => pieces.some(({ text }) => text.includes('\t'));

const tags = { title: 'h2', heading: 'h3', text: 'p' } as const;

/** The report as it was handed in, paragraph by paragraph, with what was found in it marked by underline. */
export const SourcePane = memo(({ paragraphs, active, onTag }: Props) => (
  <div className="doc" id="source-text">
    {paragraphs.map((paragraph) => {
      const Tag = tags[paragraph.level];
      return (
        <Tag key={paragraph.start} data-paragraph={paragraph.nr} className={isRow(paragraph) ? 'row' : undefined}>
          <span className="gut" aria-hidden="true">
            {paragraph.nr}
          </span>
          {paragraph.pieces.map((piece, index) => (
            <Run key={piece.start} piece={piece} next={paragraph.pieces[index + 1]} active={active} onTag={onTag} />
          ))}
        </Tag>
      );
    })}
  </div>
));
