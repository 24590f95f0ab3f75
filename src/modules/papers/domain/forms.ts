import { paperKinds, ruleOf } from './kinds.ts';

/** Forms of this room: what whoever makes a paper writes, and every word that stands on one. */
export const forms = paperKinds.flatMap((kind) => [ruleOf(kind).input, ruleOf(kind).words]);
