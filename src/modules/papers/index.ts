export type { PaperKind } from './domain/kinds.ts';
export { newPaperCode } from './server/code.ts';
export type { PapersDeps } from './server/deps.ts';
export { draftPaper, type NewPaper } from './server/drafts.ts';
export { bothOf, drawerOf } from './server/draw.ts';
export { papersErasedWith } from './server/erase.ts';
export { type PublicPaper, publicPaper } from './server/public.ts';
export { paperRoutes } from './server/routes.ts';
export { setPaperSetting } from './server/setting.ts';
