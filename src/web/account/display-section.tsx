import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Display, htmlLanguages, languageNames, languages, sizes, themes } from '../../kernel/view/display.ts';
import { chooseDisplay, displayNow } from '../display.ts';

type ChoiceProps<T extends string> = {
  title: string;
  options: readonly T[];
  value: T;
  words: (option: T) => string;
  lang?: (option: T) => string;
  onChoose: (option: T) => void;
};

const Choice = <T extends string>({ title, options, value, words, lang, onChoose }: ChoiceProps<T>) => {
  const name = useId();
  return (
    <fieldset className="account-look">
      <legend>{title}</legend>
      {options.map((option) => (
        <label key={option} lang={lang?.(option)}>
          <input type="radio" name={name} checked={option === value} onChange={() => onChoose(option)} />
          {words(option)}
        </label>
      ))}
    </fieldset>
  );
};

/** How pages look on this device: language, light or dark, size of type. Each choice holds at once. */
export const DisplaySection = () => {
  const { t } = useTranslation();
  const [display, setDisplay] = useState(displayNow);
  const choose =
    <K extends keyof Display>(name: K) =>
    (value: Display[K]) => {
      chooseDisplay(name, value);
      setDisplay(displayNow());
      // Words of a language come with the page; what is typed is kept as drafts are.
      if (name === 'language') window.location.reload();
    };
  return (
    <section>
      <h2>{t('display.title')}</h2>
      <p className="m2">{t('display.why')}</p>
      <Choice
        title={t('display.language')}
        options={languages}
        value={display.language}
        words={(language) => languageNames[language]}
        lang={(language) => htmlLanguages[language]}
        onChoose={choose('language')}
      />
      <Choice
        title={t('display.theme')}
        options={themes}
        value={display.theme}
        words={(theme) => t(`display.theme.${theme}`)}
        onChoose={choose('theme')}
      />
      <Choice
        title={t('display.size')}
        options={sizes}
        value={display.size}
        words={(size) => t(`display.size.${size}`)}
        onChoose={choose('size')}
      />
    </section>
  );
};
