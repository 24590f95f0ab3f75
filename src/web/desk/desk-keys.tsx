import { useTranslation } from 'react-i18next';
import { LastActLine } from './last-act-line.tsx';

type Key = { names: readonly string[]; words: string; ofPeek?: true };

const keys: readonly Key[] = [
  { names: ['j', 'k'], words: 'keys.upDown' },
  { names: ['h', 'l'], words: 'keys.columns' },
  { names: ['Enter'], words: 'keys.open' },
  { names: ['e'], words: 'keys.act', ofPeek: true },
  { names: ['p'], words: 'keys.peek', ofPeek: true },
  { names: ['Esc'], words: 'keys.close', ofPeek: true },
  { names: ['z'], words: 'keys.undo' },
];

type Props = { person: string; hasPeek: boolean; onDo: (matter: string, action: string) => void };

/** At the foot: which keys there are, and what was done last. */
export const DeskKeys = ({ person, hasPeek, onDo }: Props) => {
  const { t } = useTranslation();
  return (
    <footer className="keys">
      <span className="keys-list">
        {keys
          .filter(({ ofPeek }) => hasPeek || !ofPeek)
          .map(({ names, words }) => (
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
