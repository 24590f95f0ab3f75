import { useTranslation } from 'react-i18next';
import { href } from '../../../web/address.ts';
import { Link } from '../../../web/parts/link.tsx';
import { figure, inWords } from '../../../web/parts/moment.ts';
import { nameOf } from '../../../web/parts/name-of.ts';
import type { PaperView } from '../domain/views.ts';

/** What it is about, and of an issued one who issued it and how a copy is told from a true one. */
export const PaperFacts = ({ paper }: { paper: PaperView }) => {
  const { t } = useTranslation();
  const { proof, voided } = paper;
  return (
    <section className="papers-facts" aria-label={t('paperOne.facts')}>
      <dl className="dl">
        <dt>{t('papers.columnAbout')}</dt>
        <dd>
          {paper.matters.length === 0
            ? t('papers.aboutAll')
            : paper.matters.map(({ id, number, title }) => (
                <span key={id} className="papers-matter">
                  <Link to={`/matter/${id}`}>
                    {number} {title}
                  </Link>
                </span>
              ))}
          {paper.matterCount > paper.matters.length && ` ${t('papers.andMore', { count: paper.matterCount })}`}
        </dd>
        <dt>{t('papers.columnBy')}</dt>
        <dd>{nameOf(paper.by)}</dd>
        {paper.issuedBy && paper.issuedAt && (
          <>
            <dt>{t('paperOne.issuedBy')}</dt>
            <dd>
              {nameOf(paper.issuedBy)}，{inWords(paper.issuedAt)}
            </dd>
            <dt>{t('paperOne.day')}</dt>
            <dd>{paper.day}</dd>
          </>
        )}
        {voided && (
          <>
            <dt>{t('paper.state.voided')}</dt>
            <dd>
              {t('paperOne.voidedBy', {
                who: nameOf(voided.by),
                at: inWords(voided.at),
                reason: t(`paper.voidReason.${voided.reason}`),
              })}
            </dd>
          </>
        )}
        {proof && (
          <>
            <dt>{t('paperOne.query')}</dt>
            <dd>
              <a href={href(`/open/papers/${proof.code}`)}>{proof.code}</a>
            </dd>
            {proof.checkpoint && (
              <>
                <dt>{t('paperOne.checkpoint')}</dt>
                <dd>
                  {t('paperOne.checkpointSize', { size: figure(proof.checkpoint.size) })}
                  <code>{proof.checkpoint.root}</code>
                </dd>
              </>
            )}
            <dt>{t('paperOne.pdfDigest')}</dt>
            <dd>
              <code>{proof.pdf}</code>
            </dd>
            <dt>{t('paperOne.wordDigest')}</dt>
            <dd>
              <code>{proof.word}</code>
            </dd>
          </>
        )}
      </dl>
    </section>
  );
};
