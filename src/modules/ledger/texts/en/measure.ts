import { kinds, requestTexts } from './requests.ts';

const { merge: _, ...ofMeasures } = kinds;

/** Words of a measure’s procedure. */
export const en: Readonly<Record<string, string>> = {
  ...requestTexts('measure', ofMeasures),

  'limit.measure.due': 'Completion',

  'procedure.measure': 'Measure',

  'state.measure.open': 'open',
  'state.measure.done': 'done',
  'state.measure.voided': 'void',

  'want.measure.open': 'Complete it',

  'action.measure.urge': 'Urge',
  'action.measure.register': 'Register a measure',
  'action.measure.reportProgress': 'Report progress',
  'action.measure.complete': 'Complete',
  'action.measure.addEvidence': 'Add evidence',
  'action.measure.reopen': 'Reopen',

  'done.measure.urge': 'urged',
  'done.measure.register': 'made it a measure',
  'done.measure.reportProgress': 'reported progress',
  'done.measure.complete': 'completed the measure',
  'done.measure.addEvidence': 'added evidence',
  'done.measure.reopen': 'reopened',

  'form.measure.title': 'Measure',
  'form.measure.unit': 'Responsible unit',
  'form.measure.owner': 'Owner',
  'form.measure.ownerPost': 'Post of the owner',
  'form.measure.due': 'Due (as in the source)',
  'form.measure.dueOn': 'Due',
  'form.measure.lasting': 'Lasting',
  'form.measure.confidential': 'Confidential',
  'form.complete.outcome': 'Outcome',
  'form.complete.ruleTitle': 'Rule that was made or amended',
  'form.complete.ruleNumber': 'Number of the rule',
  'form.complete.ruleKind': 'Made or amended',
  'choice.complete.ruleKind.made': 'made',
  'choice.complete.ruleKind.amended': 'amended',

  'form.measureCorrection.title': 'Measure',
  'form.measureCorrection.due': 'Due (as in the source)',
  'form.measureCorrection.lasting': 'Lasting',
};
