/** Bytes of a text file as text: UTF-8 or UTF-16 by its mark, UTF-8 if it is valid, GB18030 otherwise. Only to show and name it; the server reads it itself. */
export const decodeFile = (bytes: Uint8Array): string => {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
};

/** The title a report most likely has: its first line with words, without marks of Markdown. */
export const titleOf = (text: string): string => {
  const line = text
    .split(/\r\n|\r|\n/)
    .map((each) => each.replace(/^[#>*\s　]+/, '').trim())
    .find((each) => each !== '');
  return (line ?? '').slice(0, 200);
};
