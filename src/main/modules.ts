import type { Kit } from '../kernel/matter/matter.ts';
import type { Procedure } from '../kernel/procedure/procedure.ts';
import * as ledger from '../modules/ledger/index.ts';
import type { House, Look, Projection } from '../platform/command/engine.ts';

/** The street: every room that brings procedures, rules and typed tables into the house. */
const rooms = [
  {
    procedures: ledger.procedures,
    rules: ledger.rules,
    looks: { problem: ledger.passageLook },
    projections: {
      problem: ledger.problemProjection,
      measure: ledger.measureProjection,
      similarSweep: ledger.sweepProjection,
      caseStudy: ledger.caseProjection,
      publicPage: ledger.publicPageProjection,
    },
  },
];

const procedures: readonly Procedure[] = rooms.flatMap((room) => room.procedures);
const byCode = new Map(procedures.map((procedure) => [procedure.code, procedure]));
const rules = new Map(rooms.flatMap((room) => Object.entries(room.rules)));
const looks = new Map<string, Look>(rooms.flatMap((room) => Object.entries(room.looks)));
const projections = new Map<string, Projection>(rooms.flatMap((room) => Object.entries(room.projections)));

const kit: Kit = {
  // Built-in tables have one version so far; an agency's published versions join them here.
  procedure: (code, version) => {
    const found = byCode.get(code);
    return found && (version === undefined || found.version === version) ? found : undefined;
  },
  rule: (name) => rules.get(name),
};

export const house: House = {
  kit,
  procedures,
  projection: (procedure) => projections.get(procedure),
  look: (procedure) => looks.get(procedure),
};
