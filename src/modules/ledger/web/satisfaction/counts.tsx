import { useTranslation } from 'react-i18next';
import { FigureHead } from '../../../../web/parts/figure-head.tsx';
import { dayInWords } from '../../../../web/parts/moment.ts';
import type { SatisfactionView } from '../../domain/satisfaction-views.ts';

/** What was said, grade by grade; columns without an answer are left out. */
export const Counts = ({ said }: { said: SatisfactionView }) => {
  const { t } = useTranslation();
  const { answers, satisfied, grades, meeting, share, limit } = said;
  if (answers === 0) return null;
  const sources = (['byLink', 'byMeeting'] as const).filter((source) => grades?.some((row) => row[source] > 0));
  return (
    <>
      {satisfied !== null && (
        <p className="satisfied">
          <b>{t('satisfaction.rate', { satisfied, answers })}</b>
        </p>
      )}
      {grades === null ? (
        <p className="m3">{t('satisfaction.few', { count: 3 })}</p>
      ) : (
        <table className="tbl grades">
          <FigureHead row={t('satisfaction.grade')} figures={sources.map((source) => t(`satisfaction.${source}`))} />
          <tbody>
            {grades.map((row) => (
              <tr key={row.grade}>
                <th scope="row">{t(`choice.answer.grade.${row.grade}`)}</th>
                {sources.map((source) => (
                  <td key={source} className="num">
                    {row[source] === 0 ? <span className="zero">0</span> : row[source]}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {share !== null && share >= limit && (
        <p>
          <b>{t('satisfaction.overLimit', { share, limit })}</b>
        </p>
      )}
      {meeting && (
        <p className="m2">{t('satisfaction.meeting', { on: dayInWords(meeting.heldOn), present: meeting.present })}</p>
      )}
    </>
  );
};
