import { requestTexts } from './requests.ts';

/** Words of themes: their procedure and their pages. */
export const zh: Readonly<Record<string, string>> = {
  'themes.sentence': '按方面归拢的问题，各由一人牵头。',
  'themes.failed': '专题没有取到',
  'themes.empty': '还没有专题。设一个专题，登记问题时选上它。',
  'themes.noAspect': '没有分方面',
  'themes.count': '{{count}} 个专题',
  'themes.done': '已销号 {{done}} / {{all}}',
  'themes.units': '涉及 {{count}} 个单位',
  'themes.gone': '没有这个专题',
  'themes.toAll': '全部专题',
  'themes.toMatter': '进展和可办的事',
  'themes.problems': '专题里的问题',
  'themes.noProblems': '还没有问题归到这个专题。登记或更正问题时选上它。',
  'themes.flow': '流程和各步的件数',
  'themes.all': '流程图和全部问题',

  ...requestTexts('theme', { void: '作废' }),

  'limit.theme.due': '专题期限',

  'procedure.theme': '专题',

  'state.theme.running': '进行中',
  'state.theme.closed': '已结束',
  'state.theme.voided': '已作废',

  'want.theme.running': '等你推进',

  'action.theme.register': '设专题',
  'action.theme.reportProgress': '反馈进展',
  'action.theme.close': '结束专题',
  'action.theme.reopen': '重新开展',

  'done.theme.register': '设了专题',
  'done.theme.reportProgress': '反馈了进展',
  'done.theme.close': '结束了专题',
  'done.theme.reopen': '重新开展',

  'form.theme.title': '专题',
  'form.theme.aspect': '方面',
  'form.theme.unit': '牵头单位',
  'form.theme.owner': '责任人',
  'form.theme.ownerPost': '责任岗位',
  'form.theme.dueOn': '期限',
  'form.theme.aim': '目标',
};
