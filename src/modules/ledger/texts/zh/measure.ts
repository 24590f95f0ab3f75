import { requestTexts } from './requests.ts';

/** Words of a measure’s procedure. */
export const zh: Readonly<Record<string, string>> = {
  ...requestTexts('measure', { extension: '延期', transfer: '移交', correction: '更正', void: '作废' }),

  'limit.measure.due': '完成期限',

  'procedure.measure': '整改措施',

  'want.measure.open': '等你办结',

  'state.measure.open': '在办',
  'state.measure.done': '已办结',
  'state.measure.voided': '已作废',

  'action.measure.urge': '催办',
  'action.measure.register': '登记措施',
  'action.measure.reportProgress': '反馈进展',
  'action.measure.complete': '办结',
  'action.measure.addEvidence': '补充佐证',
  'action.measure.reopen': '重新办理',

  'done.measure.urge': '催办',
  'done.measure.register': '列为措施',
  'done.measure.reportProgress': '反馈了进展',
  'done.measure.complete': '办结了措施',
  'done.measure.addEvidence': '补充了佐证',
  'done.measure.reopen': '重新办理',

  'form.measure.title': '措施',
  'form.measure.unit': '责任单位',
  'form.measure.owner': '责任人',
  'form.measure.ownerPost': '责任岗位',
  'form.measure.due': '完成时限（照原文）',
  'form.measure.dueOn': '完成时限',
  'form.measure.lasting': '是否长效',
  'form.measure.confidential': '保密',
  'form.complete.outcome': '完成情况',
  'form.complete.ruleTitle': '新立或修订的制度名称',
  'form.complete.ruleNumber': '制度文号',
  'form.complete.ruleKind': '新立还是修订',
  'choice.complete.ruleKind.made': '新立',
  'choice.complete.ruleKind.amended': '修订',

  'form.measureCorrection.title': '措施',
  'form.measureCorrection.due': '完成时限（照原文）',
  'form.measureCorrection.lasting': '是否长效',
};
