import type { Procedure } from '../../kernel/procedure/procedure.ts';
import { withRequests } from '../../kernel/procedure/requests.ts';
import { caseStudy } from './procedure/case-study.ts';
import { measure } from './procedure/measure.ts';
import { problem } from './procedure/problem.ts';
import { publicPage } from './procedure/public-page.ts';
import { report } from './procedure/report.ts';
import { similarSweep } from './procedure/similar-sweep.ts';
import { theme } from './procedure/theme.ts';

export { problem };

/** The ledger's tables; each stands in a file of its own under `procedure/`. */
export const procedures: readonly Procedure[] = [
  problem,
  measure,
  report,
  theme,
  similarSweep,
  caseStudy,
  publicPage,
].map(withRequests);
