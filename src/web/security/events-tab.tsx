import i18next from 'i18next';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { SecurityEventView } from '../../kernel/view/account.ts';
import { inWords } from '../parts/moment.ts';
import { useAddress } from '../parts/navigate.ts';
import { firstText, wordsUnder } from '../texts/i18n.ts';
import { ListTable, useList } from './pages-of.tsx';

const stem = 'security.kind.';
/** Every kind that has a word can be asked for. */
const kindsOf = (): string[] =>
  wordsUnder(stem).flatMap((key) => (key === `${stem}other` ? [] : [key.slice(stem.length)]));

/** What was recorded, newest first, by kind, days and person. */
export const EventsTab = () => {
  const { t } = useTranslation();
  const id = useId();
  const { search, change } = useAddress();
  const names = ['kind', 'from', 'to', 'person'] as const;
  const asked = Object.fromEntries(names.flatMap((name) => (search.get(name) ? [[name, search.get(name) ?? '']] : [])));
  const list = useList<SecurityEventView>('events', '/security/events', asked);
  const kindWords = (kind: string) => t(firstText(`${stem}${kind}`, `${stem}other`));
  const details = ({ detail }: SecurityEventView) =>
    Object.entries(detail)
      .filter(([name]) => !['id', 'subject'].includes(name))
      .map(([name, value]) => {
        const words = firstText(`security.detail.${name}.${value}`, `security.detail.${name}`, '');
        return words === '' ? '' : t(words, { value });
      })
      .filter((words) => words !== '')
      .join(i18next.t('listedApart'));
  const who = (person: SecurityEventView['person']) =>
    person === null ? (
      <span className="m3">{t('security.nobody')}</span>
    ) : (
      <button type="button" className="btn btn--text sec-name" onClick={() => change({ person: person.id })}>
        {person.name ?? t('erased')}
      </button>
    );
  return (
    <>
      <div className="sec-tools">
        <span className="fld">
          <label htmlFor={`${id}-kind`}>{t('security.ofKind')}</label>
          <select
            id={`${id}-kind`}
            className="input"
            value={asked.kind ?? ''}
            onChange={({ target }) => change({ kind: target.value || null })}
          >
            <option value="">{t('security.allKinds')}</option>
            {kindsOf().map((kind) => (
              <option key={kind} value={kind}>
                {kindWords(kind)}
              </option>
            ))}
          </select>
        </span>
        {(['from', 'to'] as const).map((name) => (
          <span className="fld" key={name}>
            <label htmlFor={`${id}-${name}`}>{t(`security.${name}`)}</label>
            <input
              id={`${id}-${name}`}
              className="input"
              type="date"
              value={asked[name] ?? ''}
              onChange={({ target }) => change({ [name]: target.value || null })}
            />
          </span>
        ))}
        {Object.keys(asked).length > 0 && (
          <button
            type="button"
            className="btn"
            onClick={() => change(Object.fromEntries(names.map((name) => [name, null])))}
          >
            {t(asked.person ? 'security.clearPerson' : 'security.clear')}
          </button>
        )}
      </div>
      <ListTable
        list={list}
        caption={t('security.tab.events')}
        empty={t('security.noEvents')}
        idOf={({ id: event }) => event}
        columns={[
          { key: 'at', className: 'nw', cell: ({ at }) => inWords(at) },
          { key: 'what', cell: ({ kind }) => kindWords(kind) },
          { key: 'who', cell: ({ person }) => who(person) },
          { key: 'whom', cell: ({ subject }) => (subject ? (subject.name ?? t('erased')) : '') },
          { key: 'detail', cell: details },
        ]}
      />
    </>
  );
};
