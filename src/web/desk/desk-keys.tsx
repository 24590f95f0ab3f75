import { useTranslation } from 'react-i18next';
import { LastActLine } from './last-act-line.tsx';

const keys: readonly (readonly [keys: readonly string[], words: string])[] = [
  [['j', 'k'], 'keys.upDown'],
  [['h', 'l'], 'keys.columns'],
  [['Enter'], 'keys.open'],
  [['e'], 'keys.act'],
  [['p'], 'keys.peek'],
  [['Esc'], 'keys.close'],
  [['z'], 'keys.undo'],
];

type Props = { person: string; onDo: (matter: string, action: string) => void };

/** At the foot: which keys there are, and what was done last. */
export const DeskKeys = ({ person, onDo }: Props) => {
  const { t } = useTranslation();
  return (
    <footer className="keys">
      <span className="keys-list">
        {keys.map(([names, words]) => (
          <span key={words}>
            {names.map((name) => (
              <kbd key={name}>{name}</kbd>
            ))}{' '}
            {t(words)}
          </span>
        ))}
      </span>
      <LastActLine person={person} onDo={onDo} />
    </footer>
  );
};
