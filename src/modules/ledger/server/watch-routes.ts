import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { ProblemDocument } from '../../../kernel/view/view.ts';
import type { Engine } from '../../../platform/command/engine.ts';
import { sendRefusal } from '../../../platform/http/problem.ts';
import { viewerOf } from '../../../platform/http/request.ts';
import {
  CasePage,
  CaseView,
  HazardPage,
  OwnerlessPage,
  SweepPage,
  SweepProposal,
  ThemePage,
  ThemeView,
} from '../domain/watch-views.ts';
import { caseCauses, caseKinds } from '../procedure/choices.ts';
import { casePage, caseView } from './cases.ts';
import { ownerless } from './ownerless.ts';
import { sweepPage, sweepProposal } from './sweeps.ts';
import { hazardPage, themePage, themeView } from './themes.ts';

const refusals = { 401: ProblemDocument, 403: ProblemDocument, 404: ProblemDocument, 422: ProblemDocument };
const params = z.object({ id: z.uuid() });
const paging = z.strictObject({
  cursor: z.string().max(600).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});

/** Pages that watch over the ledger: sweeps, cases, themes, hazards by place, and what nobody answers for. */
export const watchRoutes = (instance: FastifyInstance, { engine }: { engine: Engine }): void => {
  const app = instance.withTypeProvider<ZodTypeProvider>();
  app.get(
    '/api/ledger/problems/:id/sweep',
    {
      config: { access: 'signedIn' },
      schema: { summary: '举一反三：拟定的自查单位', params, response: { 200: SweepProposal, ...refusals } },
    },
    async (request, reply) => {
      const outcome = await sweepProposal(engine, viewerOf(request), request.params.id);
      return outcome.ok ? outcome.value : sendRefusal(reply, request, outcome.refusal);
    },
  );
  app.get(
    '/api/ledger/sweeps',
    {
      config: { access: 'signedIn' },
      schema: { summary: '举一反三的覆盖', querystring: paging, response: { 200: SweepPage, ...refusals } },
    },
    async (request, reply) => {
      const outcome = await sweepPage(engine, viewerOf(request), request.query);
      return outcome.ok ? outcome.value : sendRefusal(reply, request, outcome.refusal);
    },
  );
  app.get(
    '/api/ledger/cases',
    {
      config: { access: 'signedIn' },
      schema: {
        summary: '正反案例库',
        querystring: paging.extend({ kind: z.enum(caseKinds).optional(), cause: z.enum(caseCauses).optional() }),
        response: { 200: CasePage, ...refusals },
      },
    },
    async (request, reply) => {
      const outcome = await casePage(engine, viewerOf(request), request.query);
      return outcome.ok ? outcome.value : sendRefusal(reply, request, outcome.refusal);
    },
  );
  app.get(
    '/api/ledger/cases/:id',
    {
      config: { access: 'signedIn' },
      schema: { summary: '一个案例', params, response: { 200: CaseView, ...refusals } },
    },
    async (request, reply) => {
      const outcome = await caseView(engine, viewerOf(request), request.params.id);
      return outcome.ok ? outcome.value : sendRefusal(reply, request, outcome.refusal);
    },
  );
  app.get(
    '/api/ledger/themes',
    {
      config: { access: 'signedIn' },
      schema: { summary: '专题', querystring: paging, response: { 200: ThemePage, ...refusals } },
    },
    async (request, reply) => {
      const outcome = await themePage(engine, viewerOf(request), request.query);
      return outcome.ok ? outcome.value : sendRefusal(reply, request, outcome.refusal);
    },
  );
  app.get(
    '/api/ledger/themes/:id',
    {
      config: { access: 'signedIn' },
      schema: { summary: '一个专题', params, querystring: paging, response: { 200: ThemeView, ...refusals } },
    },
    async (request, reply) => {
      const outcome = await themeView(engine, viewerOf(request), request.params.id, request.query);
      return outcome.ok ? outcome.value : sendRefusal(reply, request, outcome.refusal);
    },
  );
  app.get(
    '/api/ledger/hazards',
    {
      config: { access: 'signedIn' },
      schema: {
        summary: '隐患与重点部位',
        querystring: paging.extend({ open: z.enum(['yes', 'no']).default('yes'), unit: z.uuid().optional() }),
        response: { 200: HazardPage, ...refusals },
      },
    },
    async (request, reply) => {
      const { open, ...rest } = request.query;
      const outcome = await hazardPage(engine, viewerOf(request), { ...rest, open: open === 'yes' });
      return outcome.ok ? outcome.value : sendRefusal(reply, request, outcome.refusal);
    },
  );
  app.get(
    '/api/ledger/ownerless',
    {
      config: { access: 'signedIn' },
      schema: { summary: '没有责任人的在办事项', response: { 200: OwnerlessPage, 401: ProblemDocument } },
    },
    async (request) => ownerless(engine, viewerOf(request)),
  );
};
