import { requestTexts } from './requests.ts';

/** Words of asking other units whether they have the same problem. */
export const en: Readonly<Record<string, string>> = {
  ...requestTexts('similarSweep', { extension: 'an extension', transfer: 'a transfer', void: 'voiding' }),

  'procedure.similarSweep': 'Similar sweep',

  'limit.similarSweep.due': 'Sweep due',

  'state.similarSweep.open': 'looking',
  'state.similarSweep.foundNone': 'nothing similar',
  'state.similarSweep.found': 'something similar',
  'state.similarSweep.voided': 'voided',

  'want.similarSweep.open': 'Look whether your unit has the same',

  'action.problem.sweep': 'Sweep other units',
  'done.problem.sweep': 'had other units look at themselves',
  'action.similarSweep.register': 'Ask to look',
  'action.similarSweep.reportNone': 'Nothing similar here',
  'action.similarSweep.reportFound': 'Something similar found',
  'action.similarSweep.addFound': 'One more found',
  'action.similarSweep.reopen': 'Look again',
  'action.similarSweep.urge': 'Urge',
  'done.similarSweep.register': 'was asked to look',
  'done.similarSweep.reportNone': 'found nothing similar',
  'done.similarSweep.reportFound': 'found something similar',
  'done.similarSweep.addFound': 'found one more',
  'done.similarSweep.reopen': 'had it looked at again',
  'done.similarSweep.urge': 'urged',

  'form.sweep.sweeps': 'Units to look',
  'form.sweep.title': 'Name',
  'form.sweep.look': 'What to look for',
  'form.sweep.unit': 'Unit',
  'form.sweep.owner': 'Answerable person',
  'form.sweep.ownerPost': 'Post',
  'form.sweep.dueOn': 'Due on',
  'form.similarSweep.title': 'Name',
  'form.similarSweep.look': 'What to look for',
  'form.similarSweep.unit': 'Unit',
  'form.similarSweep.owner': 'Answerable person',
  'form.similarSweep.ownerPost': 'Post',
  'form.similarSweep.dueOn': 'Due on',
  'form.similarSweep.confidential': 'Confidential',
  'form.sweepNone.checked': 'How you looked and what you saw',
  'form.sweepFound.problem': 'The problem found (register it first, then choose it)',
  'form.sweepFound.checked': 'How you looked and what you saw',

  'sweep.sentence':
    'Has another unit the same problem? Each looks at itself; who has looked and what was found stands here.',
  'sweep.failed': 'The sweeps could not be fetched',
  'sweep.empty': 'No sweep yet. Press “Sweep other units” on the page of a problem and choose the units.',
  'sweep.coverage': '{{asked}} units asked, {{answered}} answered, {{found}} found something',
  'sweep.ofThis': 'Sweep: {{what}}',
  'sweep.and': ', ',
  'sweep.over': '{{count}} overdue',
  'sweep.childTitle': 'Sweep: {{title}}',
  'sweep.ask': 'Ask {{count}} units to look',
  'sweep.asked': '{{count}} units have been asked',
  'sweep.picked':
    '{{count}} units chosen. Units of the same level stand chosen, each with whoever leads it; change what you like.',
  'sweep.askedAlready': 'asked already',
  'sweep.whoOf': 'Answerable in {{unit}}',
  'sweep.nobodyLeads': 'Nobody leads it; choose somebody',
  'sweep.found': 'Register the problem found',
};
