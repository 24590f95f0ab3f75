import { checkProcedure } from '../../src/kernel/procedure/check.ts';
import type { Check } from './check.ts';
import { type Room, readRooms, type Texts, textsOf } from './rooms.ts';

/** The kernel's checker over every built-in procedure, with the rules, procedures and texts the house really has. */
export const procedureFindings = (rooms: readonly Room[], shared: Texts): string[] => {
  const procedures = rooms.flatMap((room) => room.procedures.map((procedure) => ({ room: room.name, procedure })));
  const texts = new Set([shared, ...rooms.map((room) => room.texts)].flatMap((each) => Object.keys(each)));
  const context = {
    rules: new Set(rooms.flatMap((room) => room.rules)),
    procedures: new Set(procedures.map(({ procedure }) => procedure.code)),
    hasText: (key: string) => texts.has(key),
  };
  const codes = procedures.map(({ procedure }) => procedure.code);
  const doubled = codes.filter((code, index) => codes.indexOf(code) !== index);
  const named = new Set(
    procedures.flatMap(({ procedure }) => Object.values(procedure.actions).flatMap((action) => action.rules ?? [])),
  );
  return [
    ...doubled.map((code) => `src/modules: procedure ${code} stands twice`),
    ...procedures.flatMap(({ room, procedure }) =>
      checkProcedure(procedure, context).map(
        ({ procedure: code, at, fault }) => `src/modules/${room}/procedure.ts ${code} ${at}: ${fault}`,
      ),
    ),
    ...rooms.flatMap((room) =>
      room.rules
        .filter((rule) => !named.has(rule))
        .map((rule) => `src/modules/${room.name}/domain/rules.ts rule ${rule} stands in no procedure`),
    ),
  ];
};

export const procedures: Check = {
  name: 'procedures and forms',
  run: async (root) => procedureFindings(await readRooms(root), await textsOf(root, 'src/web')),
};
