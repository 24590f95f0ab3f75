import { useTranslation } from 'react-i18next';
import type { ReadingView } from '../../kernel/view/account.ts';
import { inWords } from '../parts/moment.ts';
import { firstText } from '../texts/i18n.ts';
import { ListTable, useList } from './pages-of.tsx';

/** Who read which confidential matter: its number alone. */
export const ReadingsTab = () => {
  const { t } = useTranslation();
  const list = useList<ReadingView>('readings', '/security/readings', {});
  return (
    <ListTable
      list={list}
      caption={t('security.tab.readings')}
      empty={t('security.noReadings')}
      idOf={({ id }) => id}
      columns={[
        { key: 'at', className: 'nw', cell: ({ at }) => inWords(at) },
        { key: 'who', cell: ({ person }) => person.name ?? t('erased') },
        { key: 'matter', cell: ({ matter }) => matter.number ?? t('security.noNumber') },
        { key: 'way', cell: ({ way }) => t(firstText(`security.way.${way}`, 'security.way.other')) },
      ]}
    />
  );
};
