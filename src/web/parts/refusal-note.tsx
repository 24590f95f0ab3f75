import i18next from 'i18next';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { RefusalView } from '../../kernel/view/view.ts';
import { firstText } from '../texts/i18n.ts';

/** Roles are codes in the facts and words on the page. */
const say = (key: string, facts: Record<string, unknown>): string => {
  const who = Array.isArray(facts.who)
    ? facts.who.map((each) => i18next.t(`role.${each}`)).join(i18next.t('listed'))
    : facts.who;
  return i18next.t(key, { ...facts, who });
};

/** 哪条: the rule in words; a rule without words of its own says its kind. */
export const ruleInWords = (refusal: RefusalView, facts: Record<string, unknown> = {}): string =>
  say(firstText(`rule.${refusal.rule}`, `rule.${refusal.code}`, 'rule.unknown'), { ...refusal.facts, ...facts });

/** 为何: what of this matter stands against it. */
export const factInWords = (refusal: RefusalView, facts: Record<string, unknown> = {}): string | null => {
  const key = firstText(`fact.${refusal.rule}`, `fact.${refusal.code}`, '');
  return key === '' ? null : say(key, { ...refusal.facts, ...facts });
};

type Props = { refusal: RefusalView; id?: string; facts?: Record<string, unknown>; mend?: ReactNode };

/** A refusal stands where it was met, in three lines: which rule, why here, what instead. */
export const RefusalNote = ({ refusal, id, facts, mend }: Props) => {
  const { t } = useTranslation();
  const why = factInWords(refusal, facts);
  const mendKey = refusal.mend ? `mend.${refusal.mend}` : '';
  const instead = mend ?? (i18next.exists(mendKey) ? t(mendKey) : null);
  return (
    <div className="no" id={id}>
      <dl>
        <dt>{t('refusal.rule')}</dt>
        <dd>{ruleInWords(refusal, facts)}</dd>
        {why !== null && (
          <>
            <dt>{t('refusal.why')}</dt>
            <dd>{why}</dd>
          </>
        )}
        {instead !== null && (
          <>
            <dt>{t('refusal.mend')}</dt>
            <dd>{instead}</dd>
          </>
        )}
      </dl>
    </div>
  );
};
