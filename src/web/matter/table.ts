import type { Field, Form } from '../../kernel/form/form.ts';
import type { Procedure } from '../../kernel/procedure/procedure.ts';

/** The version a matter runs on; the newest of that kind if this one is not told. */
export const procedureOf = (procedures: readonly Procedure[], code: string, version: number): Procedure | undefined => {
  const kind = procedures.filter((each) => each.code === code);
  return kind.find((each) => each.version === version) ?? kind.sort((a, b) => b.version - a.version)[0];
};

export const formOfAction = (procedure: Procedure, action: string): Form | undefined => {
  const code = procedure.actions[action]?.form;
  return code === undefined ? undefined : procedure.forms.find((form) => form.code === code);
};

export const registeringOf = (procedure: Procedure): string | undefined =>
  Object.entries(procedure.actions).find(([, action]) => action.from === 'new')?.[0];

export type Fact = { form: string; field: Field; value: unknown };

const fed = new Set(['title', 'owner', 'leader']);

/**
 * What is known of a matter, in the order of its forms: what it was registered with first, then what later forms added.
 * Left out: what the page says elsewhere (title, who answers), rows that became matters, and reports that the timeline tells.
 */
export const factsOf = (procedure: Procedure, data: Record<string, unknown>): Fact[] => {
  const first = registeringOf(procedure);
  const registered = first ? formOfAction(procedure, first) : undefined;
  // What is said beside a matter's way (a point reached, a vote, an urging) is told by the timeline, not a fact of the whole.
  const uses = (code: string) => Object.values(procedure.actions).filter(({ form }) => form === code);
  const forms = [
    ...(registered ? [registered] : []),
    ...procedure.forms.filter(
      (form) => form !== registered && (uses(form.code).length === 0 || uses(form.code).some(({ aside }) => !aside)),
    ),
  ];
  const seen = new Set<string>();
  return forms.flatMap((form) =>
    form.fields.flatMap((field) => {
      const value = data[field.name];
      const isHidden =
        seen.has(field.name) ||
        value === undefined ||
        value === null ||
        value === false ||
        (field.sets !== undefined && fed.has(field.sets)) ||
        field.type === 'post' ||
        field.type === 'table' ||
        field.type === 'span' ||
        (form !== registered && field.type === 'longText');
      seen.add(field.name);
      return isHidden ? [] : [{ form: form.code, field, value }];
    }),
  );
};
