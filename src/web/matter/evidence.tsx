import { useTranslation } from 'react-i18next';
import type { FileView, MatterView } from '../../kernel/view/view.ts';
import { href } from '../address.ts';
import { sizeInWords } from '../parts/moment.ts';

const nameOf = (file: FileView, erased: string): string => (typeof file.name === 'string' ? file.name : erased);

/** Files of an event or of the whole matter: pictures as pictures, the rest by name. */
export const FileList = ({ matter, files }: { matter: string; files: readonly FileView[] }) => {
  const { t } = useTranslation();
  const at = (file: FileView) => href(`/api/matters/${matter}/files/${file.digest}`);
  const pictures = files.filter(({ type }) => type.startsWith('image/'));
  const others = files.filter(({ type }) => !type.startsWith('image/'));
  return (
    <>
      {pictures.length > 0 && (
        <div className="thumbs">
          {pictures.map((file) => (
            <a key={`${file.seq} ${file.digest}`} href={at(file)} download>
              <img src={`${at(file)}?as=picture`} alt={nameOf(file, t('erasedByLaw'))} loading="lazy" />
            </a>
          ))}
        </div>
      )}
      {others.length > 0 && (
        <ul className="file-list">
          {others.map((file) => (
            <li key={`${file.seq} ${file.digest}`}>
              <a href={at(file)} download>
                {nameOf(file, t('erasedByLaw'))}
              </a>
              <span className="m3">{sizeInWords(file.size)}</span>
            </li>
          ))}
        </ul>
      )}
    </>
  );
};

export const Evidence = ({ matter }: { matter: MatterView }) => {
  const { t } = useTranslation();
  const below = matter.children.reduce((sum, { evidenceCount }) => sum + evidenceCount, 0);
  return (
    <>
      <h2>
        {t('matter.evidence')}
        <small>{t('matter.evidenceCount', { count: matter.evidence.length })}</small>
      </h2>
      {matter.evidence.length === 0 ? (
        <p className="m3">{below > 0 ? t('matter.evidenceBelow', { count: below }) : t('matter.noEvidence')}</p>
      ) : (
        <FileList matter={matter.id} files={matter.evidence} />
      )}
    </>
  );
};
