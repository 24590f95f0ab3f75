import i18next from 'i18next';
import { type FormEvent, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccountState } from '../../kernel/view/account.ts';
import { inShort, inWords, moment } from '../parts/moment.ts';
import { useAddress } from '../parts/navigate.ts';
import { AccountDialog } from './account-dialog.tsx';
import { OpenAccount } from './open-account.tsx';
import { ListTable, useList } from './pages-of.tsx';

const filters = ['all', 'locked', 'withoutSecondFactor', 'mustChange'] as const;

const State = ({ account }: { account: AccountState }) => {
  const { t } = useTranslation();
  if (account.state === 'open') return <>{t('security.state.open')}</>;
  const { lockedUntil } = account;
  return (
    <b>
      {lockedUntil && account.state === 'locked'
        ? t('security.state.locked', { until: inShort(lockedUntil) })
        : t('security.state.barred')}
    </b>
  );
};

/** Accounts with what stands against each; what can be done about one opens beside the list. */
export const AccountsTab = ({ isKeeper }: { isKeeper: boolean }) => {
  const { t } = useTranslation();
  const id = useId();
  const name = useRef<HTMLInputElement>(null);
  const { search, change } = useAddress();
  const [open, setOpen] = useState<AccountState | null>(null);
  const filter = search.get('filter') ?? 'all';
  const sought = search.get('name') ?? '';
  const list = useList<AccountState>('accounts', '/security/accounts', { filter, ...(sought && { name: sought }) });
  const find = (event: FormEvent) => {
    event.preventDefault();
    change({ name: name.current?.value.trim() || null });
  };
  const factor = ({ secondFactor, secondFactorRequired }: AccountState) =>
    t(secondFactor ? 'security.factor.yes' : secondFactorRequired ? 'security.factor.due' : 'security.factor.no');
  return (
    <>
      <form className="sec-tools" onSubmit={find}>
        <span className="fld">
          <label htmlFor={`${id}-filter`}>{t('security.filter.label')}</label>
          <select
            id={`${id}-filter`}
            className="input"
            value={filter}
            onChange={({ target }) => change({ filter: target.value === 'all' ? null : target.value })}
          >
            {filters.map((each) => (
              <option key={each} value={each}>
                {t(`security.filter.${each}`)}
              </option>
            ))}
          </select>
        </span>
        <span className="fld">
          <label htmlFor={`${id}-name`}>{t('security.byName')}</label>
          <input id={`${id}-name`} className="input" type="search" defaultValue={sought} key={sought} ref={name} />
        </span>
        <button type="submit" className="btn">
          {t('security.find')}
        </button>
      </form>
      {isKeeper && <OpenAccount onOpened={() => void list.refetch()} />}
      <ListTable
        list={list}
        caption={t('security.tab.accounts')}
        empty={t('security.noAccounts')}
        idOf={({ person }) => person.id}
        columns={[
          {
            key: 'name',
            cell: (each) =>
              isKeeper ? (
                <button type="button" className="btn btn--text sec-name" onClick={() => setOpen(each)}>
                  {each.person.name ?? t('erased')}
                </button>
              ) : (
                (each.person.name ?? t('erased'))
              ),
          },
          {
            key: 'roles',
            cell: ({ roles }) => roles.map((role) => t(`role.${role}`)).join(i18next.t('listed')) || t('security.none'),
          },
          { key: 'state', cell: (each) => <State account={each} /> },
          { key: 'factor', cell: factor },
          {
            key: 'password',
            cell: ({ mustChange, passwordAt }) =>
              mustChange ? t('security.mustChange') : t('security.passwordAt', { day: moment(passwordAt).date }),
          },
          {
            key: 'signedIn',
            cell: ({ signedInAt }) => (signedInAt ? inWords(signedInAt) : t('security.never')),
          },
          { key: 'sessions', className: 'num', cell: ({ sessions }) => sessions },
        ]}
      />
      {open && (
        <AccountDialog
          account={list.items?.find(({ person }) => person.id === open.person.id) ?? open}
          onClose={() => setOpen(null)}
          onChanged={() => void list.refetch()}
        />
      )}
    </>
  );
};
