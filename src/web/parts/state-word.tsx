import { useTranslation } from 'react-i18next';

type Props = { procedure: string; state: string; open: boolean; own?: boolean };

/**
 * The state of a matter as a word with a shape, in ink: colour belongs to the lights alone.
 * Ring = under way, half = waits for somebody else, tick = over.
 */
export const StateWord = ({ procedure, state, open, own = true }: Props) => {
  const { t } = useTranslation();
  return (
    <span className="state">
      <svg aria-hidden="true" viewBox="0 0 12 12">
        {open ? (
          <>
            <circle cx="6" cy="6" r="4.75" fill="none" stroke="currentColor" strokeWidth="1.5" />
            {!own && <path d="M6 1.25a4.75 4.75 0 0 1 0 9.5Z" fill="currentColor" />}
          </>
        ) : (
          <path d="m1.2 6.4 3.2 3.2L10.8 2.6" fill="none" stroke="currentColor" strokeWidth="2" />
        )}
      </svg>
      {t(`state.${procedure}.${state}`)}
    </span>
  );
};
