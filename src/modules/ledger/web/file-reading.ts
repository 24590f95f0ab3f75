import { call } from '../../../web/api/client.ts';
import { upload } from '../../../web/api/upload.ts';
import type { FileText } from '../domain/reading-views.ts';

/** What a report may come as; pictures too, which then stand as evidence only. */
export const acceptedFiles =
  '.txt,.md,.markdown,.docx,.doc,.wps,.pdf,.xlsx,.csv,.jpg,.jpeg,.png,text/plain,text/markdown';

/** A file that lies on the server, and what was read of it. */
export type ReadFile = { digest: string; name: string; text: FileText };

export const sendFile = async (file: File): Promise<{ digest: string; name: string }> => {
  const { digest } = await upload(file, () => undefined);
  return { digest, name: file.name };
};

export const textOf = (sent: { digest: string; name: string }): Promise<FileText> =>
  call<FileText>('/ledger/reports/text', { method: 'POST', body: sent });

export const readFile = async (file: File): Promise<ReadFile> => {
  const sent = await sendFile(file);
  return { ...sent, text: await textOf(sent) };
};

/** The file and, where it is no text itself, the text that was read of it. */
export const filesOf = ({ digest, name, text }: ReadFile): { digest: string; name: string }[] => [
  { digest, name },
  ...(text.text ? [text.text] : []),
];
