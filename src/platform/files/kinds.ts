/** A type of file people may attach: what its content is, and which endings a name may claim for it. */
export type Kind = { type: string; endings: readonly string[]; picture?: true };

/** The whole list; what is not here is refused. Pictures are those of which a copy without metadata can be made. */
const kinds: readonly Kind[] = [
  { type: 'image/jpeg', endings: ['jpg', 'jpeg', 'jpe', 'jfif'], picture: true },
  { type: 'image/png', endings: ['png'], picture: true },
  { type: 'image/webp', endings: ['webp'], picture: true },
  { type: 'image/gif', endings: ['gif'], picture: true },
  { type: 'application/pdf', endings: ['pdf'] },
  { type: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', endings: ['docx'] },
  { type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', endings: ['xlsx'] },
  { type: 'application/vnd.openxmlformats-officedocument.presentationml.presentation', endings: ['pptx'] },
  // WPS writes the old Office formats under endings of its own.
  { type: 'application/msword', endings: ['doc', 'wps'] },
  { type: 'application/vnd.ms-excel', endings: ['xls', 'et'] },
  { type: 'text/plain', endings: ['txt', 'text'] },
  { type: 'text/markdown', endings: ['md', 'markdown'] },
  { type: 'text/csv', endings: ['csv'] },
];

const byType = new Map(kinds.map((kind) => [kind.type, kind]));

export const kindOf = (type: string): Kind | undefined => byType.get(type);
export const isPicture = (type: string): boolean => byType.get(type)?.picture === true;
export const endings: readonly string[] = kinds.flatMap((kind) => kind.endings);

/** What the shown copy of a picture is: of a moving one, its first frame. */
export const shownType = (type: string): string => (type === 'image/gif' ? 'image/png' : type);

/** The ending a name claims, in lower case; empty where it claims none. */
export const endingOf = (name: string): string => /\.([^./\\\s]{1,16})$/.exec(name.trim())?.[1]?.toLowerCase() ?? '';
