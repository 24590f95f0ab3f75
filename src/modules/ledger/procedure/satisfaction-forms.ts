import type { Form } from '../../../kernel/form/form.ts';

/** Five grades 满意度 (DOMAIN B1), best first; the first three count as satisfied. */
export const grades = ['verySatisfied', 'satisfied', 'basicallySatisfied', 'dissatisfied', 'veryDissatisfied'] as const;
export type Grade = (typeof grades)[number];

/**
 * Who is affected, and how many of them are asked. All are entered; which of them are drawn follows from the event itself
 * (`domain/draw.ts`), so nobody picks the ones that are content.
 */
export const sampleForm = {
  code: 'sample',
  version: 1,
  fields: [
    {
      name: 'affected',
      type: 'table',
      required: true,
      min: 1,
      max: 200,
      columns: [
        { name: 'person', type: 'text', required: true, max: 40, personal: true },
        { name: 'contact', type: 'text', required: true, max: 80, personal: true },
      ],
    },
    { name: 'size', type: 'int', required: true, min: 1, max: 200 },
    { name: 'minimum', type: 'int', min: 1, max: 200, aside: true },
  ],
} as const satisfies Form;

export const answerForm = {
  code: 'answer',
  version: 1,
  fields: [
    { name: 'grade', type: 'choice', required: true, choices: grades },
    { name: 'comment', type: 'longText', max: 1000, personal: true },
  ],
} as const satisfies Form;

/** A meeting's vote 民主评议, where nobody is affected by name: how many gave each grade, and how many were there. */
export const evaluateForm = {
  code: 'evaluate',
  version: 1,
  fields: [
    { name: 'heldOn', type: 'date', required: true },
    { name: 'present', type: 'int', required: true, min: 1, max: 100_000 },
    ...grades.map((name) => ({ name, type: 'int', required: true, max: 100_000 }) as const),
    { name: 'abstained', type: 'int', max: 100_000 },
  ],
} as const satisfies Form;
