import { expect, test } from 'vitest';
import { as, type CastName, cast, inPlaceOf } from '../../../tests/builders/cast.ts';
import * as thread from '../../../tests/builders/thread.ts';
import { allowedOn, type World } from '../../../tests/builders/world.ts';

/** Columns of the tables below: a member of the cast, or one who stands in for the owner. */
const people = {
  owner: as(cast.owner),
  measureOwner: as(cast.measureOwner),
  registrar: as(cast.registrar),
  reviewer: as(cast.reviewer),
  supervisor: as(cast.supervisor),
  leader: as(cast.leader),
  office: as(cast.office),
  colleague: as(cast.colleague),
  farReviewer: as(cast.farReviewer),
  discipline: as(cast.discipline),
  ownersStandIn: as(cast.colleague, inPlaceOf(cast.owner)),
} satisfies Partial<Record<CastName | 'ownersStandIn', unknown>>;

const words = (refusal: { rule: string } | null): string =>
  refusal === null ? 'YES' : refusal.rule.replace('notSameAs.', '≠').replace('ledger.', '');

/** Every action of the matter for everybody, as text: YES, or the rule that refused first (who · from · ≠relation · rule). */
const table = (world: World, matter: string): string => {
  const answers = Object.values(people).map((actor) => allowedOn(world, actor, matter));
  const rows = (answers[0] ?? []).map(({ action }) => [
    action,
    ...answers.map((each) => words(each.find((one) => one.action === action)?.refusal ?? null)),
  ]);
  return rows.map((row) => row.join(' ')).join('\n');
};

/** Blanks only line columns up for the reader. */
const expected = (text: string): string =>
  text
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).join(' '))
    .join('\n');

type Stage = { world: World; problem: string; measure?: string };
const stages: Record<string, () => Stage> = {
  registered: thread.registered,
  planned: thread.planned,
  'rectifying, measure open': () => thread.rectifying(),
  'rectifying, measure done without evidence': () => thread.measureDone(undefined, undefined, []),
  'rectifying, measure done': () => thread.measureDone(),
  strikeOffRequested: () => thread.requested(),
  struckOff: thread.struckOff,
  voided: thread.voided,
};

/* Who may do what never depends on the state; a person who never may is told `who` whatever the state. */
const problem: Record<string, string> = {
  // Columns: owner · measureOwner · registrar · reviewer · supervisor · leader · office · colleague · farReviewer · discipline · ownersStandIn.
  registered: `
    plan              YES              who  YES  who   who   who   YES   who  who  who   YES
    reportProgress    from             who  who  who   who   who   who   who  who  who   from
    requestStrikeOff  from             who  who  who   who   who   who   who  who  who   from
    strikeOff         who              who  who  from  from  who   who   who  who  from  who
    sendBack          who              who  who  from  from  who   who   who  who  from  who
    reopen            who              who  who  from  from  from  who   who  who  from  who
    publish           who              who  who  from  from  who   from  who  who  who   who
    recuse            who              who  who  who   YES   YES   who   who  who  YES   who
    suspend           who              who  who  who   from  from  who   who  who  from  who
    resume            from             who  who  who   from  from  who   who  who  from  from
    solveOnSite       YES              who  who  who   who   who   who   who  who  who   YES
    addSource         YES              who  YES  YES   YES   YES   YES   YES  who  YES   YES
    urge              who              who  YES  YES   YES   YES   YES   who  who  YES   who
    reachMilestone    from             who  who  who   who   who   who   who  who  who   from
    sample            who              who  who  from  from  who   who   who  who  from  who
    evaluate          who              who  who  from  from  who   who   who  who  from  who
    recheck           who              who  who  from  from  who   who   who  who  from  who
    sweep             who              who  who  from  from  from  from  who  who  who   who
    askExtension      request.noClock  who  who  who   who   who   who   who  who  who   request.noClock
    askTransfer       YES              who  who  who   YES   YES   who   who  who  who   YES
    askMerge          YES              who  YES  who   YES   who   who   who  who  who   YES
    askCorrection     YES              who  YES  who   who   who   YES   who  who  who   YES
    askVoid           YES              who  YES  YES   YES   who   who   who  who  who   YES`,
  planned: `
    plan              YES                   who  YES                   who                   who                   who   YES   who  who  who   YES
    reportProgress    YES                   who  who                   who                   who                   who   who   who  who  who   YES
    requestStrikeOff  from                  who  who                   who                   who                   who   who   who  who  who   from
    strikeOff         who                   who  who                   from                  from                  who   who   who  who  from  who
    sendBack          who                   who  who                   from                  from                  who   who   who  who  from  who
    reopen            who                   who  who                   from                  from                  from  who   who  who  from  who
    publish           who                   who  who                   from                  from                  who   from  who  who  who   who
    recuse            who                   who  who                   who                   YES                   YES   who   who  who  YES   who
    suspend           who                   who  who                   who                   YES                   YES   who   who  who  YES   who
    resume            from                  who  who                   who                   from                  from  who   who  who  from  from
    solveOnSite       from                  who  who                   who                   who                   who   who   who  who  who   from
    addSource         YES                   who  YES                   YES                   YES                   YES   YES   YES  who  YES   YES
    urge              who                   who  YES                   YES                   YES                   YES   YES   who  who  YES   who
    reachMilestone    milestoneStands       who  who                   who                   who                   who   who   who  who  who   milestoneStands
    sample            who                   who  who                   from                  from                  who   who   who  who  from  who
    evaluate          who                   who  who                   from                  from                  who   who   who  who  from  who
    recheck           who                   who  who                   from                  from                  who   who   who  who  from  who
    sweep             who                   who  who                   YES                   YES                   YES   YES   who  who  who   who
    askExtension      request.noClock       who  who                   who                   who                   who   who   who  who  who   request.noClock
    askTransfer       YES                   who  who                   who                   YES                   YES   who   who  who  who   YES
    askMerge          request.openChildren  who  request.openChildren  who                   request.openChildren  who   who   who  who  who   request.openChildren
    askCorrection     YES                   who  YES                   who                   who                   who   YES   who  who  who   YES
    askVoid           request.openChildren  who  request.openChildren  request.openChildren  request.openChildren  who   who   who  who  who   request.openChildren`,
  'rectifying, measure open': `
    plan              YES                   who  YES                   who                   who                   who   YES   who  who  who   YES
    reportProgress    YES                   who  who                   who                   who                   who   who   who  who  who   YES
    requestStrikeOff  measuresClosed        who  who                   who                   who                   who   who   who  who  who   measuresClosed
    strikeOff         who                   who  who                   from                  from                  who   who   who  who  from  who
    sendBack          who                   who  who                   from                  from                  who   who   who  who  from  who
    reopen            who                   who  who                   from                  from                  from  who   who  who  from  who
    publish           who                   who  who                   from                  from                  who   from  who  who  who   who
    recuse            who                   who  who                   who                   YES                   YES   who   who  who  YES   who
    suspend           who                   who  who                   who                   YES                   YES   who   who  who  YES   who
    resume            from                  who  who                   who                   from                  from  who   who  who  from  from
    solveOnSite       from                  who  who                   who                   who                   who   who   who  who  who   from
    addSource         YES                   who  YES                   YES                   YES                   YES   YES   YES  who  YES   YES
    urge              who                   who  YES                   YES                   YES                   YES   YES   who  who  YES   who
    reachMilestone    milestoneStands       who  who                   who                   who                   who   who   who  who  who   milestoneStands
    sample            who                   who  who                   YES                   YES                   who   who   who  who  YES   who
    evaluate          who                   who  who                   YES                   YES                   who   who   who  who  YES   who
    recheck           who                   who  who                   from                  from                  who   who   who  who  from  who
    sweep             who                   who  who                   YES                   YES                   YES   YES   who  who  who   who
    askExtension      request.noClock       who  who                   who                   who                   who   who   who  who  who   request.noClock
    askTransfer       YES                   who  who                   who                   YES                   YES   who   who  who  who   YES
    askMerge          request.openChildren  who  request.openChildren  who                   request.openChildren  who   who   who  who  who   request.openChildren
    askCorrection     YES                   who  YES                   who                   who                   who   YES   who  who  who   YES
    askVoid           request.openChildren  who  request.openChildren  request.openChildren  request.openChildren  who   who   who  who  who   request.openChildren`,
  'rectifying, measure done without evidence': `
    plan              YES               who  YES  who   who   who   YES   who  who  who   YES
    reportProgress    YES               who  who  who   who   who   who   who  who  who   YES
    requestStrikeOff  evidenceComplete  who  who  who   who   who   who   who  who  who   evidenceComplete
    strikeOff         who               who  who  from  from  who   who   who  who  from  who
    sendBack          who               who  who  from  from  who   who   who  who  from  who
    reopen            who               who  who  from  from  from  who   who  who  from  who
    publish           who               who  who  from  from  who   from  who  who  who   who
    recuse            who               who  who  who   YES   YES   who   who  who  YES   who
    suspend           who               who  who  who   YES   YES   who   who  who  YES   who
    resume            from              who  who  who   from  from  who   who  who  from  from
    solveOnSite       from              who  who  who   who   who   who   who  who  who   from
    addSource         YES               who  YES  YES   YES   YES   YES   YES  who  YES   YES
    urge              who               who  YES  YES   YES   YES   YES   who  who  YES   who
    reachMilestone    milestoneStands   who  who  who   who   who   who   who  who  who   milestoneStands
    sample            who               who  who  YES   YES   who   who   who  who  YES   who
    evaluate          who               who  who  YES   YES   who   who   who  who  YES   who
    recheck           who               who  who  from  from  who   who   who  who  from  who
    sweep             who               who  who  YES   YES   YES   YES   who  who  who   who
    askExtension      request.noClock   who  who  who   who   who   who   who  who  who   request.noClock
    askTransfer       YES               who  who  who   YES   YES   who   who  who  who   YES
    askMerge          YES               who  YES  who   YES   who   who   who  who  who   YES
    askCorrection     YES               who  YES  who   who   who   YES   who  who  who   YES
    askVoid           YES               who  YES  YES   YES   who   who   who  who  who   YES`,
  'rectifying, measure done': `
    plan              YES              who  YES  who   who   who   YES   who  who  who   YES
    reportProgress    YES              who  who  who   who   who   who   who  who  who   YES
    requestStrikeOff  YES              who  who  who   who   who   who   who  who  who   YES
    strikeOff         who              who  who  from  from  who   who   who  who  from  who
    sendBack          who              who  who  from  from  who   who   who  who  from  who
    reopen            who              who  who  from  from  from  who   who  who  from  who
    publish           who              who  who  from  from  who   from  who  who  who   who
    recuse            who              who  who  who   YES   YES   who   who  who  YES   who
    suspend           who              who  who  who   YES   YES   who   who  who  YES   who
    resume            from             who  who  who   from  from  who   who  who  from  from
    solveOnSite       from             who  who  who   who   who   who   who  who  who   from
    addSource         YES              who  YES  YES   YES   YES   YES   YES  who  YES   YES
    urge              who              who  YES  YES   YES   YES   YES   who  who  YES   who
    reachMilestone    milestoneStands  who  who  who   who   who   who   who  who  who   milestoneStands
    sample            who              who  who  YES   YES   who   who   who  who  YES   who
    evaluate          who              who  who  YES   YES   who   who   who  who  YES   who
    recheck           who              who  who  from  from  who   who   who  who  from  who
    sweep             who              who  who  YES   YES   YES   YES   who  who  who   who
    askExtension      request.noClock  who  who  who   who   who   who   who  who  who   request.noClock
    askTransfer       YES              who  who  who   YES   YES   who   who  who  who   YES
    askMerge          YES              who  YES  who   YES   who   who   who  who  who   YES
    askCorrection     YES              who  YES  who   who   who   YES   who  who  who   YES
    askVoid           YES              who  YES  YES   YES   who   who   who  who  who   YES`,
  strikeOffRequested: `
    plan              from  who  from  who       who       who   from  who  who  who       from
    reportProgress    from  who  who   who       who       who   who   who  who  who       from
    requestStrikeOff  from  who  who   who       who       who   who   who  who  who       from
    strikeOff         who   who  who   YES       YES       who   who   who  who  YES       who
    sendBack          who   who  who   YES       YES       who   who   who  who  YES       who
    reopen            who   who  who   from      from      from  who   who  who  from      who
    publish           who   who  who   from      from      who   from  who  who  who       who
    recuse            who   who  who   who       YES       YES   who   who  who  YES       who
    suspend           who   who  who   who       from      from  who   who  who  from      who
    resume            from  who  who   who       from      from  who   who  who  from      from
    solveOnSite       from  who  who   who       who       who   who   who  who  who       from
    addSource         YES   who  YES   YES       YES       YES   YES   YES  who  YES       YES
    urge              who   who  from  from      from      from  from  who  who  from      who
    reachMilestone    from  who  who   who       who       who   who   who  who  who       from
    sample            who   who  who   YES       YES       who   who   who  who  YES       who
    evaluate          who   who  who   YES       YES       who   who   who  who  YES       who
    recheck           who   who  who   isHazard  isHazard  who   who   who  who  isHazard  who
    sweep             who   who  who   YES       YES       YES   YES   who  who  who       who
    askExtension      from  who  who   who       who       who   who   who  who  who       from
    askTransfer       from  who  who   who       from      from  who   who  who  who       from
    askMerge          from  who  from  who       from      who   who   who  who  who       from
    askCorrection     YES   who  YES   who       who       who   YES   who  who  who       YES
    askVoid           YES   who  YES   YES       YES       who   who   who  who  who       YES`,
  struckOff: `
    plan              from  who  from  who   who   who   from  who   who  who   from
    reportProgress    from  who  who   who   who   who   who   who   who  who   from
    requestStrikeOff  from  who  who   who   who   who   who   who   who  who   from
    strikeOff         who   who  who   from  from  who   who   who   who  from  who
    sendBack          who   who  who   from  from  who   who   who   who  from  who
    reopen            who   who  who   YES   YES   YES   who   who   who  YES   who
    publish           who   who  who   YES   YES   who   YES   who   who  who   who
    recuse            who   who  who   who   from  from  who   who   who  from  who
    suspend           who   who  who   who   from  from  who   who   who  from  who
    resume            from  who  who   who   from  from  who   who   who  from  from
    solveOnSite       from  who  who   who   who   who   who   who   who  who   from
    addSource         from  who  from  from  from  from  from  from  who  from  from
    urge              who   who  from  from  from  from  from  who   who  from  who
    reachMilestone    from  who  who   who   who   who   who   who   who  who   from
    sample            who   who  who   YES   YES   who   who   who   who  YES   who
    evaluate          who   who  who   YES   YES   who   who   who   who  YES   who
    recheck           who   who  who   from  from  who   who   who   who  from  who
    sweep             who   who  who   YES   YES   YES   YES   who   who  who   who
    askExtension      from  who  who   who   who   who   who   who   who  who   from
    askTransfer       from  who  who   who   from  from  who   who   who  who   from
    askMerge          from  who  from  who   from  who   who   who   who  who   from
    askCorrection     YES   who  YES   who   who   who   YES   who   who  who   YES
    askVoid           from  who  from  from  from  who   who   who   who  who   from`,
  voided: `
    plan              from  who  from  who   who   who   from  who   who  who   from
    reportProgress    from  who  who   who   who   who   who   who   who  who   from
    requestStrikeOff  from  who  who   who   who   who   who   who   who  who   from
    strikeOff         who   who  who   from  from  who   who   who   who  from  who
    sendBack          who   who  who   from  from  who   who   who   who  from  who
    reopen            who   who  who   from  from  from  who   who   who  from  who
    publish           who   who  who   from  from  who   from  who   who  who   who
    recuse            who   who  who   who   from  from  who   who   who  from  who
    suspend           who   who  who   who   from  from  who   who   who  from  who
    resume            from  who  who   who   from  from  who   who   who  from  from
    solveOnSite       from  who  who   who   who   who   who   who   who  who   from
    addSource         from  who  from  from  from  from  from  from  who  from  from
    urge              who   who  from  from  from  from  from  who   who  from  who
    reachMilestone    from  who  who   who   who   who   who   who   who  who   from
    sample            who   who  who   from  from  who   who   who   who  from  who
    evaluate          who   who  who   from  from  who   who   who   who  from  who
    recheck           who   who  who   from  from  who   who   who   who  from  who
    sweep             who   who  who   from  from  from  from  who   who  who   who
    askExtension      from  who  who   who   who   who   who   who   who  who   from
    askTransfer       from  who  who   who   from  from  who   who   who  who   from
    askMerge          from  who  from  who   from  who   who   who   who  who   from
    askCorrection     from  who  from  who   who   who   from  who   who  who   from
    askVoid           from  who  from  from  from  who   who   who   who  who   from`,
};

test.each(Object.keys(stages))('problem: %s', (stage) => {
  const { world, problem: id } = (stages[stage] as () => Stage)();
  expect(table(world, id)).toBe(expected(problem[stage] as string));
});

/* The measure belongs to unit `law`: the far reviewer is its reviewer, the reviewer of `tax` is not. */
const measure: Record<string, string> = {
  // Columns: owner · measureOwner · registrar · reviewer · supervisor · leader · office · colleague · farReviewer · discipline · ownersStandIn.
  planned: `
    reportProgress  who   YES              who  who  who   who  who  who  who   who   who
    complete        who   YES              who  who  who   who  who  who  who   who   who
    addEvidence     who   from             who  who  who   who  who  who  who   who   who
    reopen          from  from             who  who  from  who  who  who  from  from  from
    urge            YES   who              who  who  YES   YES  YES  who  YES   YES   YES
    askExtension    who   request.noClock  who  who  who   who  who  who  who   who   who
    askTransfer     YES   YES              who  who  who   who  who  who  who   who   YES
    askCorrection   YES   YES              who  who  who   who  who  who  who   who   YES
    askVoid         YES   YES              who  who  who   who  who  who  who   who   YES`,
  'rectifying, measure done': `
    reportProgress  who   from  who  who  who   who   who   who  who   who   who
    complete        who   from  who  who  who   who   who   who  who   who   who
    addEvidence     who   YES   who  who  who   who   who   who  who   who   who
    reopen          YES   YES   who  who  YES   who   who   who  YES   YES   YES
    urge            from  who   who  who  from  from  from  who  from  from  from
    askExtension    who   from  who  who  who   who   who   who  who   who   who
    askTransfer     from  from  who  who  who   who   who   who  who   who   from
    askCorrection   YES   YES   who  who  who   who   who   who  who   who   YES
    askVoid         from  from  who  who  who   who   who   who  who   who   from`,
  strikeOffRequested: `
    reportProgress  who         from        who  who  who         who   who   who  who         who         who
    complete        who         from        who  who  who         who   who   who  who         who         who
    addEvidence     who         parentOpen  who  who  who         who   who   who  who         who         who
    reopen          parentOpen  parentOpen  who  who  parentOpen  who   who   who  parentOpen  parentOpen  parentOpen
    urge            from        who         who  who  from        from  from  who  from        from        from
    askExtension    who         from        who  who  who         who   who   who  who         who         who
    askTransfer     from        from        who  who  who         who   who   who  who         who         from
    askCorrection   YES         YES         who  who  who         who   who   who  who         who         YES
    askVoid         from        from        who  who  who         who   who   who  who         who         from`,
  struckOff: `
    reportProgress  who         from        who  who  who         who   who   who  who         who         who
    complete        who         from        who  who  who         who   who   who  who         who         who
    addEvidence     who         parentOpen  who  who  who         who   who   who  who         who         who
    reopen          parentOpen  parentOpen  who  who  parentOpen  who   who   who  parentOpen  parentOpen  parentOpen
    urge            from        who         who  who  from        from  from  who  from        from        from
    askExtension    who         from        who  who  who         who   who   who  who         who         who
    askTransfer     from        from        who  who  who         who   who   who  who         who         from
    askCorrection   YES         YES         who  who  who         who   who   who  who         who         YES
    askVoid         from        from        who  who  who         who   who   who  who         who         from`,
  voided: `
    reportProgress  who   from  who  who  who   who   who   who  who   who   who
    complete        who   from  who  who  who   who   who   who  who   who   who
    addEvidence     who   from  who  who  who   who   who   who  who   who   who
    reopen          from  from  who  who  from  who   who   who  from  from  from
    urge            from  who   who  who  from  from  from  who  from  from  from
    askExtension    who   from  who  who  who   who   who   who  who   who   who
    askTransfer     from  from  who  who  who   who   who   who  who   who   from
    askCorrection   from  from  who  who  who   who   who   who  who   who   from
    askVoid         from  from  who  who  who   who   who   who  who   who   from`,
};

test.each(Object.keys(measure))('measure, while its problem is %s', (stage) => {
  const { world, measure: id } = (stages[stage] as () => Stage)();
  expect(table(world, id as string)).toBe(expected(measure[stage] as string));
});

const reports: Record<string, string> = {
  // Columns: owner · measureOwner · registrar · reviewer · supervisor · leader · office · colleague · farReviewer · discipline · ownersStandIn.
  reading: `
    dropEntry      YES   who  who  who  who  who  who  who  who  who  YES
    restoreEntry   YES   who  who  who  who  who  who  who  who  who  YES
    markEntry      YES   who  who  who  who  who  who  who  who  who  YES
    unmarkEntry    YES   who  who  who  who  who  who  who  who  who  YES
    mergeEntry     YES   who  who  who  who  who  who  who  who  who  YES
    unmergeEntry   YES   who  who  who  who  who  who  who  who  who  YES
    splitEntry     YES   who  who  who  who  who  who  who  who  who  YES
    unsplitEntry   YES   who  who  who  who  who  who  who  who  who  YES
    attachMeasure  YES   who  who  who  who  who  who  who  who  who  YES
    decideSum      YES   who  who  who  who  who  who  who  who  who  YES
    reopenSum      YES   who  who  who  who  who  who  who  who  who  YES
    addText        YES   who  who  who  who  who  who  who  who  who  YES
    finish         YES   who  who  who  who  who  who  who  who  who  YES
    resume         from  who  who  who  who  who  who  who  who  who  from
    askVoid        YES   who  who  who  who  who  who  who  who  who  YES`,
  read: `
    dropEntry      from  who  who  who  who  who  who  who  who  who  from
    restoreEntry   from  who  who  who  who  who  who  who  who  who  from
    markEntry      from  who  who  who  who  who  who  who  who  who  from
    unmarkEntry    from  who  who  who  who  who  who  who  who  who  from
    mergeEntry     from  who  who  who  who  who  who  who  who  who  from
    unmergeEntry   from  who  who  who  who  who  who  who  who  who  from
    splitEntry     from  who  who  who  who  who  who  who  who  who  from
    unsplitEntry   from  who  who  who  who  who  who  who  who  who  from
    attachMeasure  from  who  who  who  who  who  who  who  who  who  from
    decideSum      from  who  who  who  who  who  who  who  who  who  from
    reopenSum      from  who  who  who  who  who  who  who  who  who  from
    addText        from  who  who  who  who  who  who  who  who  who  from
    finish         from  who  who  who  who  who  who  who  who  who  from
    resume         YES   who  who  who  who  who  who  who  who  who  YES
    askVoid        from  who  who  who  who  who  who  who  who  who  from`,
  voided: `
    dropEntry      from  who  who  who  who  who  who  who  who  who  from
    restoreEntry   from  who  who  who  who  who  who  who  who  who  from
    markEntry      from  who  who  who  who  who  who  who  who  who  from
    unmarkEntry    from  who  who  who  who  who  who  who  who  who  from
    mergeEntry     from  who  who  who  who  who  who  who  who  who  from
    unmergeEntry   from  who  who  who  who  who  who  who  who  who  from
    splitEntry     from  who  who  who  who  who  who  who  who  who  from
    unsplitEntry   from  who  who  who  who  who  who  who  who  who  from
    attachMeasure  from  who  who  who  who  who  who  who  who  who  from
    decideSum      from  who  who  who  who  who  who  who  who  who  from
    reopenSum      from  who  who  who  who  who  who  who  who  who  from
    addText        from  who  who  who  who  who  who  who  who  who  from
    finish         from  who  who  who  who  who  who  who  who  who  from
    resume         from  who  who  who  who  who  who  who  who  who  from
    askVoid        from  who  who  who  who  who  who  who  who  who  from`,
};

test.each(Object.keys(reports))('report: %s', (state) => {
  const { world, report } = thread.deposited();
  const ways: Record<string, () => World> = {
    read: () => thread.next({ world }, cast.owner, report, 'finish').world,
    voided: () => thread.voiding({ world }, cast.owner, cast.supervisor, report).world,
    reading: () => world,
  };
  const now = (ways[state] as () => World)();
  expect(table(now, report)).toBe(expected(reports[state] as string));
});
