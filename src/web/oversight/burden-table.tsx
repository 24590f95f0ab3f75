import { useTranslation } from 'react-i18next';
import { FigureHead } from '../parts/figure-head.tsx';
import burden from './burden.json';

const jobs = ['register', 'plan', 'reportProgress', 'strikeOff', 'transfer', 'find'] as const;

/** What the product itself asks of people on a phone: measured by the browser test that also holds it to its limits. */
export const BurdenTable = () => {
  const { t } = useTranslation();
  return (
    <table className="tbl burden">
      <FigureHead row={t('burden.job')} figures={[t('burden.fields'), t('burden.taps')]} />
      <tbody>
        {jobs.map((job) => {
          const { fields, taps, most } = burden[job];
          return (
            <tr key={job}>
              <th scope="row">{t(`burden.job.${job}`)}</th>
              <td className="num">{t('burden.ofMost', { count: fields, most: most.fields })}</td>
              <td className="num">{t('burden.ofMost', { count: taps, most: most.taps })}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
};
