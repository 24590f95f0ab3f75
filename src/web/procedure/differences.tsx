import { useTranslation } from 'react-i18next';
import type { Difference } from '../../kernel/procedure/differences.ts';
import { differenceInWords, gathered } from './words.ts';

type Props = { code: string; list: readonly Difference[] };

/** What a version changes: what it is about, how it was, how it will be. */
export const Differences = ({ code, list }: Props) => {
  const { t } = useTranslation();
  if (list.length === 0) return <p className="m2">{t('difference.none')}</p>;
  const { shown, words } = gathered(list);
  return (
    <ul className="pdifferences">
      {shown.map((difference) => {
        const { about, was, is } = differenceInWords(code, difference, words);
        return (
          <li key={difference.at}>
            <span>{about}</span>
            <span>
              {was === null ? t('difference.new') : <del>{was}</del>}{' '}
              {is === null ? t('difference.gone') : <ins>{is}</ins>}
            </span>
          </li>
        );
      })}
    </ul>
  );
};
