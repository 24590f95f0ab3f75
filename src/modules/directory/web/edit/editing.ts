import { createContext, useContext } from 'react';
import type { OrganisationView } from '../../../../kernel/view/organisation.ts';

type Of<K extends 'units' | 'posts' | 'people' | 'appointments' | 'charges' | 'teams' | 'pairings'> =
  OrganisationView[K][number];
export type TeamOf = Of<'teams'>;

/** What is being entered: of a kind, and about a thing that stands or within one. */
export type Editing =
  | { form: 'unit'; stands?: Of<'units'>; parent?: string | null }
  | { form: 'post'; stands?: Of<'posts'>; unit?: string }
  | { form: 'person'; stands?: Of<'people'> }
  | { form: 'appointment'; post?: string; person?: string }
  | { form: 'substitute'; post: string; forPerson: string }
  | { form: 'charge'; unit: string }
  | { form: 'team'; stands?: TeamOf; kind: TeamOf['kind'] }
  | { form: 'member'; team: TeamOf; stands?: TeamOf['members'][number] }
  | { form: 'pairing' }
  | { form: 'ending'; what: 'appointment'; stands: Of<'appointments'> }
  | { form: 'ending'; what: 'charge'; stands: Of<'charges'> }
  | { form: 'ending'; what: 'pairing'; stands: Of<'pairings'> }
  | { form: 'handOver'; person: string; post: string };

const Context = createContext<((editing: Editing) => void) | null>(null);

export const EditProvider = Context.Provider;

/** Opens a form; `null` for readers, and on any day but today. */
export const useEdit = () => useContext(Context);
