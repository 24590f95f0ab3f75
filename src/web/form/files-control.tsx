import { type DragEvent, useContext, useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { refusalOf } from '../api/client.ts';
import { upload } from '../api/upload.ts';
import { FileButton } from '../parts/file-button.tsx';
import { sizeInWords } from '../parts/moment.ts';
import { factInWords, ruleInWords } from '../parts/refusal-note.tsx';
import { TellUploads } from './uploads.ts';

export type KeptFile = { digest: string; name: string; size: number; type: string; locationRemoved: boolean };
type Going = { nr: number; file: File; part: number; error: string | null };

type Props = { id: string; files: readonly KeptFile[]; onChange: (files: KeptFile[]) => void; invalid?: boolean };

/** Evidence: chosen, dropped or pasted; each file goes up at once and says how far it is. */
export const FilesControl = ({ id, files, onChange, invalid }: Props) => {
  const { t } = useTranslation();
  const hint = useId();
  const count = useRef(0);
  const latest = useRef(files);
  latest.current = files;
  const [going, setGoing] = useState<Going[]>([]);
  const [isOver, setIsOver] = useState(false);
  const tell = useContext(TellUploads);
  const failed = going.filter(({ error }) => error !== null).length;
  const onTheWay = going.length - failed;
  useEffect(() => tell(id, { onTheWay, failed }), [tell, id, onTheWay, failed]);

  const patch = (nr: number, change: Partial<Going>) =>
    setGoing((all) => all.map((each) => (each.nr === nr ? { ...each, ...change } : each)));
  const send = async (one: Going) => {
    patch(one.nr, { error: null, part: 0 });
    try {
      const done = await upload(one.file, (part) => patch(one.nr, { part }));
      setGoing((all) => all.filter(({ nr }) => nr !== one.nr));
      if (!latest.current.some(({ digest }) => digest === done.digest)) {
        latest.current = [...latest.current, { ...done, name: done.name || one.file.name }];
        onChange([...latest.current]);
      }
    } catch (error) {
      const refusal = refusalOf(error);
      const words = refusal ? [ruleInWords(refusal), factInWords(refusal)].filter(Boolean).join('：') : null;
      patch(one.nr, { error: words ?? t('failure.unreachable') });
    }
  };
  const add = (list: Iterable<File>) => {
    const fresh = [...list].map((file) => {
      count.current += 1;
      return { nr: count.current, file, part: 0, error: null };
    });
    setGoing((all) => [...all, ...fresh]);
    for (const one of fresh) void send(one);
  };
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setIsOver(false);
    add(event.dataTransfer.files);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is a short cut; the control inside does the same by key
    <div
      className={isOver ? 'files files--over' : 'files'}
      onDragOver={(event) => {
        event.preventDefault();
        setIsOver(true);
      }}
      onDragLeave={() => setIsOver(false)}
      onDrop={onDrop}
    >
      <FileButton id={id} multiple aria-describedby={hint} aria-invalid={invalid || undefined} onFiles={add}>
        {t('files.choose')}
      </FileButton>
      <p className="m3" id={hint}>
        {t('files.hint')}
      </p>
      <ul aria-label={t('files.list')}>
        {files.map((file) => (
          <li key={file.digest}>
            <span className="files-name">{file.name}</span>
            <span className="m3">
              {sizeInWords(file.size)}
              {file.locationRemoved && `，${t('files.locationRemoved')}`}
            </span>
            <button
              type="button"
              className="btn btn--text"
              aria-label={t('form.takeOut', { what: file.name })}
              onClick={() => onChange(files.filter(({ digest }) => digest !== file.digest))}
            >
              {t('form.remove')}
            </button>
          </li>
        ))}
        {going.map((one) => (
          <li key={one.nr}>
            <span className="files-name">{one.file.name}</span>
            {one.error === null ? (
              <progress value={one.part} max={1} aria-label={t('files.sending', { name: one.file.name })} />
            ) : (
              <span className="fld-error" role="alert">
                {one.error}
              </span>
            )}
            {one.error !== null && (
              <>
                <button type="button" className="btn btn--text" onClick={() => void send(one)}>
                  {t('failure.again')}
                </button>
                <button
                  type="button"
                  className="btn btn--text"
                  onClick={() => setGoing((all) => all.filter(({ nr }) => nr !== one.nr))}
                >
                  {t('form.remove')}
                </button>
              </>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
};
