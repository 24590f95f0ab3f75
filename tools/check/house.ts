import { isTest } from './source.ts';

/** Where a file stands in the house of DESIGN.md §3. `room` is the module's name, `''` outside of modules. */
export type Place = { zone: Zone; room: string };

export type Zone =
  | 'kernel'
  | 'outline'
  | 'platform'
  | 'http'
  | 'domain'
  | 'procedure'
  | 'texts'
  | 'index'
  | 'server'
  | 'pages'
  | 'processes'
  | 'shell'
  | 'portal'
  | 'portalClient'
  | 'main'
  | 'free'
  | 'nowhere';

const roomZones: Record<string, Zone> = {
  domain: 'domain',
  // A room with many tables keeps each in a file of its own; `procedure.ts` lists them.
  procedure: 'procedure',
  texts: 'texts',
  server: 'server',
  web: 'pages',
};

const inModule = ([part = '', ...inner]: string[]): Zone => {
  if (inner.length > 0) return roomZones[part] ?? 'nowhere';
  if (part === 'procedure.ts') return 'procedure';
  return part === 'index.ts' ? 'index' : 'nowhere';
};

/** Tests may reach for everything, as `tests/`, `tools/` and `bench/` may. */
export const placeOf = (file: string): Place => {
  const [top, second = '', third = '', ...rest] = file.split('/');
  const at = (zone: Zone, room = ''): Place => ({ zone, room });
  if (top !== 'src' || isTest(file)) return at('free');
  switch (second) {
    case 'kernel':
      return at(third === 'outline' ? 'outline' : 'kernel');
    case 'platform':
      return at(third === 'http' ? 'http' : 'platform');
    case 'modules':
      return at(inModule(rest), third);
    case 'portal':
      return at(third === 'client' ? 'portalClient' : 'portal');
    case 'processes':
    case 'main':
      return at(second);
    case 'web':
      return at('shell');
    default:
      return at('nowhere');
  }
};

/** The one file of the shell that wires the modules' pages and texts. */
const wiring = 'src/web/modules.ts';

type Door = { zones: readonly Zone[]; own?: readonly Zone[]; others?: 'index' | 'types of index' };

/** For each zone: zones anybody's, zones of the own room, and what of other rooms. The same zone of the same room is always open. */
const doors: Record<Exclude<Zone, 'free' | 'main' | 'nowhere'>, Door> = {
  kernel: { zones: ['kernel'] },
  outline: { zones: ['outline', 'kernel'] },
  platform: { zones: ['platform', 'http', 'kernel', 'outline'] },
  http: { zones: ['platform', 'http', 'kernel', 'outline'] },
  domain: { zones: ['kernel'], own: ['domain', 'procedure'] },
  procedure: { zones: ['kernel'], own: ['domain', 'procedure'] },
  texts: { zones: ['kernel'], own: ['texts'] },
  server: {
    zones: ['kernel', 'outline', 'platform', 'http'],
    own: ['domain', 'procedure', 'texts', 'server', 'index'],
    others: 'index',
  },
  index: {
    zones: ['kernel', 'outline', 'platform', 'http'],
    own: ['domain', 'procedure', 'texts', 'server'],
    others: 'index',
  },
  pages: {
    zones: ['kernel', 'shell'],
    own: ['domain', 'procedure', 'texts', 'pages'],
    others: 'types of index',
  },
  processes: { zones: ['kernel', 'processes'], others: 'index' },
  shell: { zones: ['kernel', 'shell'] },
  portal: { zones: ['kernel', 'http', 'portal'], others: 'index' },
  portalClient: { zones: ['kernel', 'portalClient'], others: 'types of index' },
};

/** May a file of `from` reach for a file of `to`? `file` matters for the one wiring file only. */
export const mayReach = (file: string, from: Place, to: Place, typeOnly: boolean): boolean => {
  if (from.zone === 'free') return true;
  if (to.zone === 'main') return from.zone === 'main';
  if (from.zone === 'main') return to.zone !== 'free';
  if (from.zone === 'nowhere' || to.zone === 'nowhere' || to.zone === 'free') return false;
  if (file === wiring && ['pages', 'texts', 'procedure'].includes(to.zone)) return true;
  const door = doors[from.zone];
  if (to.room === '') return door.zones.includes(to.zone);
  if (to.room === from.room) return door.own?.includes(to.zone) ?? false;
  if (to.zone !== 'index') return false;
  return door.others === 'index' || (door.others === 'types of index' && typeOnly);
};

const kernelPackages = ['zod', 'opencc-js'];
const pageZones: readonly Zone[] = ['pages', 'shell', 'portalClient', 'domain', 'procedure', 'texts'];
const pagePackages = /^(react|react-dom|react-i18next|i18next|antd|@ant-design\/.+|@tanstack\/.+|uqr|uuidv7|zod)$/;
/** The catalogues, which the build puts together a language at a time. */
const madeByTheBuild = 'virtual:texts';
const browserPackages = /^(react|react-dom|react-i18next|antd|@ant-design\/.+|@tanstack\/.+)$/;

/** Packages: the kernel's two; pages get nothing of Node or the server, and the server nothing of the browser. */
export const mayUsePackage = (from: Place, name: string): boolean => {
  const { zone } = from;
  if (zone === 'free' || zone === 'main') return true;
  if (zone === 'kernel' || zone === 'outline') return kernelPackages.includes(name);
  if (zone === 'processes' || zone === 'domain' || zone === 'procedure' || zone === 'texts') return name === 'zod';
  if (name === madeByTheBuild) return zone === 'shell';
  if (pageZones.includes(zone)) return pagePackages.test(name);
  return !browserPackages.test(name);
};
