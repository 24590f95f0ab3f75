import { createContext, type ReactNode, useCallback, useContext, useState } from 'react';

const Saying = createContext<(words: string) => void>(() => undefined);

/** Tells what just happened: seen at the foot for a while, read out by screen readers. */
export const useSay = () => useContext(Saying);

export const SayProvider = ({ children }: { children: ReactNode }) => {
  const [said, setSaid] = useState<{ words: string; nr: number }>({ words: '', nr: 0 });
  const say = useCallback((words: string) => setSaid(({ nr }) => ({ words, nr: nr + 1 })), []);
  return (
    <Saying value={say}>
      {children}
      <output className="said" aria-live="polite">
        {said.words !== '' && (
          <span key={said.nr} onAnimationEnd={() => setSaid((now) => ({ ...now, words: '' }))}>
            {said.words}
          </span>
        )}
      </output>
    </Saying>
  );
};
