import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { Combobox } from '../../../../web/parts/combobox.tsx';
import { useNames } from '../../../../web/parts/names.ts';
import type { Pick } from './picks.ts';

type Props = { picks: readonly Pick[]; onChange: (picks: Pick[]) => void };

/** Units to tick, each with who answers; another person of the unit may be named. */
export const SweepPicks = ({ picks, onChange }: Props) => {
  const { t } = useTranslation();
  const id = useId();
  const names = useNames();
  const change = (unit: string, more: Partial<Pick>) =>
    onChange(picks.map((pick) => (pick.unit === unit ? { ...pick, ...more } : pick)));
  const people = (unit: string) =>
    (names.directory?.people ?? []).flatMap((person) =>
      names
        .postsOf(person.id)
        .filter((post) => post.unit === unit)
        .map((post) => ({ value: `${person.id} ${post.id}`, label: person.name ?? t('erased'), detail: post.name })),
    );
  const own = ({ unit, owner, post }: Pick) => {
    const options = people(unit);
    const value = owner && post ? `${owner} ${post}` : null;
    // A leader in charge may sit in another unit.
    if (value && !options.some((option) => option.value === value))
      options.unshift({ value, label: names.person(owner as string) ?? '', detail: names.post(post as string) ?? '' });
    return { options, value };
  };
  return (
    <fieldset className="sweep-units-pick">
      <legend className="vh">{t('form.sweep.sweeps')}</legend>
      <p className="m2">{t('sweep.picked', { count: picks.filter(({ isChosen }) => isChosen).length })}</p>
      {picks.map((pick) => {
        const { options, value } = own(pick);
        return (
          <div className="sweep-pick" key={pick.unit}>
            <input
              id={`${id}-${pick.unit}`}
              type="checkbox"
              className="tick"
              checked={pick.isChosen}
              disabled={pick.owner === null}
              onChange={({ target }) => change(pick.unit, { isChosen: target.checked })}
            />
            <label htmlFor={`${id}-${pick.unit}`}>
              {pick.name}
              {pick.asked && <span className="m3"> {t('sweep.askedAlready')}</span>}
            </label>
            {pick.isChosen || pick.owner === null ? (
              <>
                <label className="vh" htmlFor={`${id}-${pick.unit}-who`}>
                  {t('sweep.whoOf', { unit: pick.name })}
                </label>
                <Combobox
                  id={`${id}-${pick.unit}-who`}
                  options={options}
                  value={value}
                  placeholder={t('sweep.nobodyLeads')}
                  onChange={(next) => {
                    const [owner = null, post = null] = next?.split(' ') ?? [];
                    change(pick.unit, { owner, post, isChosen: owner !== null });
                  }}
                />
              </>
            ) : (
              <span className="m3">{pick.owner && names.person(pick.owner)}</span>
            )}
          </div>
        );
      })}
    </fieldset>
  );
};
