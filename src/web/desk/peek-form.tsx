import { type ComponentProps, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { ActionForm } from '../matter/action-form.tsx';
import { useFootingWords } from '../matter/footing.ts';

/** The form of an action in place of the facts, beside the desk. */
export const PeekForm = (props: ComponentProps<typeof ActionForm>) => {
  const { t } = useTranslation();
  const form = useRef<HTMLElement>(null);
  const { matter, view } = props;
  const title = t(`action.${matter.procedure}.${view.action}`);
  const footing = useFootingWords(view);
  // The form begins where one writes, or on its button where there is nothing to write.
  useEffect(() => {
    form.current?.querySelector<HTMLElement>('.input, .tick, button[type=submit]')?.focus();
  }, []);
  return (
    <section className="peek-form" ref={form} aria-label={title}>
      <h3>{title}</h3>
      {footing !== '' && <p className="m3">{footing}</p>}
      <ActionForm {...props} />
    </section>
  );
};
