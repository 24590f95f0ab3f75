import type { Role } from '../../kernel/procedure/procedure.ts';
import type { Agency } from '../../platform/authorization/directory.ts';

/** A fictional county bureau and a small second agency; made by the product's own commands at the first start. */
export type DemoUnit = { code: string; name: string; parent: string | null };
export type DemoPerson = {
  login: string;
  name: string;
  unit: string;
  post: string;
  roles: readonly Role[];
  reach: 'own' | 'unit' | 'subtree' | 'agency';
};
/** The agency as it stands, with the ids its people and units were given. */
export type Cast = {
  agency: Agency;
  unit: (code: string) => string;
  person: (login: string) => { person: string; post: string; unit: string };
};

export type DemoAgency = {
  code: string;
  name: string /** Its word in the numbers of papers 机关代字. */;
  units: readonly DemoUnit[];
  people: readonly DemoPerson[];
};

export const yunxi: DemoAgency = {
  code: 'yunxi',
  name: '云溪县综合服务局',
  units: [
    { code: '县局', name: '云溪县综合服务局', parent: null },
    { code: '征管', name: '征管股', parent: '县局' },
    { code: '财务', name: '财务股', parent: '县局' },
    { code: '督查', name: '督查室', parent: '县局' },
    { code: '办公', name: '办公室', parent: '县局' },
    { code: '河西', name: '河西所', parent: '县局' },
  ],
  people: [
    { login: 'fang', name: '方志成', unit: '征管', post: '征管股股长', roles: ['handler'], reach: 'agency' },
    { login: 'li', name: '李婷', unit: '征管', post: '征管股科员', roles: ['handler'], reach: 'unit' },
    { login: 'deng', name: '邓颖', unit: '财务', post: '财务股股长', roles: ['handler'], reach: 'unit' },
    { login: 'wei', name: '韦立', unit: '河西', post: '河西所所长', roles: ['handler'], reach: 'unit' },
    { login: 'he', name: '何静', unit: '督查', post: '督查室主任', roles: ['supervisor', 'reviewer'], reach: 'agency' },
    { login: 'lu', name: '陆明川', unit: '县局', post: '副局长', roles: ['leader', 'reviewer'], reach: 'agency' },
    { login: 'ji', name: '纪明', unit: '督查', post: '纪检组组长', roles: ['discipline'], reach: 'agency' },
    { login: 'gu', name: '顾晨', unit: '办公', post: '办公室文书', roles: ['office'], reach: 'agency' },
    { login: 'sys', name: '秦越', unit: '办公', post: '系统管理员', roles: ['systemAdmin'], reach: 'own' },
    { login: 'sec', name: '苏航', unit: '办公', post: '安全管理员', roles: ['securityAdmin'], reach: 'own' },
    { login: 'aud', name: '姚岚', unit: '督查', post: '审计管理员', roles: ['auditor'], reach: 'own' },
  ],
};

export const qingquan: DemoAgency = {
  code: 'qingquan',
  name: '清泉县市场服务中心',
  units: [
    { code: '中心', name: '清泉县市场服务中心', parent: null },
    { code: '业务', name: '业务科', parent: '中心' },
  ],
  people: [
    { login: 'tan', name: '谭旭东', unit: '业务', post: '业务科科长', roles: ['handler'], reach: 'agency' },
    {
      login: 'sun',
      name: '孙悦',
      unit: '中心',
      post: '副主任',
      roles: ['leader', 'reviewer', 'supervisor'],
      reach: 'agency',
    },
    { login: 'sys', name: '邵明', unit: '中心', post: '系统管理员', roles: ['systemAdmin'], reach: 'own' },
  ],
};
