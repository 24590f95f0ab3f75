import i18next from 'i18next';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { type MailRule, mailKinds } from '../../kernel/view/mail.ts';
import { LineField } from '../account/line-field.tsx';
import type { Failure } from '../api/client.ts';
import { fieldWords } from '../parts/failure-words.ts';
import { Tick } from '../parts/tick.tsx';

/** The rule in a sentence each: when the digest comes, when nothing comes, what comes at once. */
export const RuleInWords = ({ rule }: { rule: MailRule }) => {
  const { t } = useTranslation();
  const atOnce = mailKinds.filter((kind) => kind !== 'digest' && !rule.muted.includes(kind));
  const kinds = atOnce.map((kind) => t(`mail.kind.${kind}`)).join(i18next.t('listed'));
  const hasQuiet = rule.quietFrom !== rule.quietTo;
  return (
    <ul className="mail-rule">
      <li>
        {rule.muted.includes('digest')
          ? t('mail.rule.noDigest')
          : t(rule.digestDays === 'working' ? 'mail.rule.digestWorking' : 'mail.rule.digestEvery', {
              at: rule.digestAt,
            })}
      </li>
      <li>{atOnce.length === 0 ? t('mail.rule.nothingAtOnce') : t('mail.rule.atOnce', { kinds })}</li>
      {atOnce.length > 0 && (hasQuiet || rule.quietFreeDays) && (
        <li>
          {t(
            hasQuiet && rule.quietFreeDays
              ? 'mail.rule.quietBoth'
              : hasQuiet
                ? 'mail.rule.quiet'
                : 'mail.rule.quietFreeDays',
            { from: rule.quietFrom, to: rule.quietTo },
          )}
        </li>
      )}
    </ul>
  );
};

type Props = { rule: MailRule; onChange: (rule: MailRule) => void; failure: Failure | null };

/** What comes, and when: the same fields for one person and for the agency. */
export const HoursFields = ({ rule, onChange, failure }: Props) => {
  const { t } = useTranslation();
  const id = useId();
  const set = (change: Partial<MailRule>) => onChange({ ...rule, ...change });
  const mute = (kind: (typeof mailKinds)[number], isWanted: boolean) =>
    set({ muted: mailKinds.filter((each) => (each === kind ? !isWanted : rule.muted.includes(each))) });
  const time = (name: 'digestAt' | 'quietFrom' | 'quietTo') => (
    <LineField
      label={t(`mail.field.${name}`)}
      type="time"
      value={rule[name]}
      onChange={({ target }) => set({ [name]: target.value })}
      error={fieldWords(failure, name)}
    />
  );
  return (
    <>
      <fieldset className="mail-kinds">
        <legend>{t('mail.field.kinds')}</legend>
        {mailKinds.map((kind) => (
          <Tick key={kind} isOn={!rule.muted.includes(kind)} onChange={(isWanted) => mute(kind, isWanted)}>
            {t(`mail.kind.${kind}`)}
          </Tick>
        ))}
      </fieldset>
      <div className="mail-pair">
        {time('digestAt')}
        <div className="fld">
          <label htmlFor={`${id}-days`}>{t('mail.field.digestDays')}</label>
          <select
            id={`${id}-days`}
            className="input"
            value={rule.digestDays}
            onChange={({ target }) => set({ digestDays: target.value === 'every' ? 'every' : 'working' })}
          >
            <option value="working">{t('mail.days.working')}</option>
            <option value="every">{t('mail.days.every')}</option>
          </select>
        </div>
      </div>
      <div>
        <div className="mail-pair">
          {time('quietFrom')}
          {time('quietTo')}
        </div>
        <p className="m3">{t('mail.field.quietHint')}</p>
      </div>
      <Tick isOn={rule.quietFreeDays} onChange={(quietFreeDays) => set({ quietFreeDays })}>
        {t('mail.field.quietFreeDays')}
      </Tick>
    </>
  );
};
