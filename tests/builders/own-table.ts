import type { OwnTable } from '../../src/kernel/procedure/own-table.ts';

/** A small procedure as an agency might write one of its own: asked, sent back, asked again, granted by somebody else. */
export const sealUse: OwnTable = {
  code: 'sealUse',
  numberPrefix: '用印-',
  retention: { personalYears: 5 },
  states: {
    asked: { turn: 'leader', clock: 'runs' },
    back: { turn: 'owner', clock: 'runs' },
    done: { turn: null, clock: 'stopped', final: true },
  },
  actions: {
    ask: { from: 'new', who: ['handler'], form: 'sealUse', next: 'asked' },
    grant: { from: ['asked'], who: ['leader'], notSameAs: ['owner'], next: 'done' },
    sendBack: { from: ['asked'], who: ['leader'], reason: 'required', next: 'back' },
    again: { from: ['back'], who: ['owner'], next: 'asked' },
  },
  forms: [
    {
      code: 'sealUse',
      fields: [
        { name: 'title', type: 'text', required: true, sets: 'title' },
        { name: 'unit', type: 'unit', required: true, sets: 'unit' },
      ],
    },
  ],
  limits: { answer: { kind: 'promise', limit: '2wd' } },
  titles: {
    'procedure.sealUse': '用印',
    'state.sealUse.asked': '待批',
    'state.sealUse.back': '退回',
    'state.sealUse.done': '已批',
    'action.sealUse.ask': '申请用印',
    'action.sealUse.grant': '同意',
    'action.sealUse.sendBack': '退回修改',
    'action.sealUse.again': '再次申请',
    'form.sealUse.title': '事由',
    'form.sealUse.unit': '单位',
    'limit.sealUse.answer': '答复',
  },
};
