import i18next from 'i18next';
import type { Named } from '../../kernel/view/view.ts';

/** A person's name, or that it was deleted: an empty place would say less than the truth. */
export const nameOf = (person: Named): string => person.name ?? i18next.t('erasedByLaw');
