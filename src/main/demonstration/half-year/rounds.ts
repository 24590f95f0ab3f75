import { outline } from '../../../kernel/outline/index.ts';
import type { Stage } from '../stage.ts';
import { atWork, type Play } from '../timeline.ts';
import { report } from './report.ts';

/** Problems that are not struck off yet, by what the supervisor's office keeps in sight. */
export type OpenProblems = Map<string, { due: string; owner: string; urged: number }>;

const week = 7 * 86_400_000;

/** Each week the supervisor's office looks at what is over and urges whoever answers, at most twice a problem. */
export const urgeWeekly = async function* (stage: Stage, open: OpenProblems, from: Date): Play {
  for (let at = new Date(from.getTime() + 3 * week); ; at = new Date(at.getTime() + week)) {
    yield atWork(at, 90);
    const today = stage.onDay(stage.clock.now, 0);
    const over = [...open].filter(([, each]) => each.due < today && each.urged < 2).slice(0, 5);
    for (const [matter, each] of over) {
      // Between one call and the next it may have gone to the reviewer.
      if (!open.has(matter)) continue;
      each.urged += 1;
      await stage.act(
        { matter },
        { who: 'he', action: 'urge', data: { urging: '已过期限，请写明还差什么、哪天能完。' } },
      );
      yield atWork(stage.clock.now, 10);
    }
  }
};

/** Today three papers lie ready to be issued: last month's bulletin, an urging of what is over longest, the form of what was struck off last. */
export const draftPapers = async function* (
  stage: Stage,
  open: OpenProblems,
  cleared: readonly string[],
  end: Date,
): Play {
  yield new Date(end.getTime() - 2 * 3_600_000);
  const { draftPaper, onDay, clock } = stage;
  const thisMonth = onDay(clock.now, 0).slice(0, 7);
  await draftPaper('gu', {
    kind: 'bulletin',
    matters: [],
    input: {
      month: onDay(new Date(`${thisMonth}-01T00:00:00Z`), -1).slice(0, 7),
      next: '（一）超期的逐件写明原因，十个工作日内拿出新的完成日期。\n（二）临期的由责任领导过问一次。\n（三）已经办完的补齐佐证，交复核人销号。',
      contact: '顾晨，电话 0000-7654300',
      copy: '县委督查室，县政府督查室',
    },
  });
  const [late] = [...open].sort(([, one], [, other]) => (one.due < other.due ? -1 : 1));
  if (late)
    await draftPaper('he', {
      kind: 'urge',
      matters: [late[0]],
      input: { contact: '何静，电话 0000-7654321' },
    });
  const struckOff = cleared.at(-1);
  if (struckOff)
    await draftPaper('he', {
      kind: 'strikeOff',
      matters: [struckOff],
      input: { departmentOpinion: '措施逐条做完，现场看过，同意销号。' },
    });
};

/** People look at what they were told; of the last two days something is still new. */
export const readNotices = async function* (stage: Stage, people: readonly string[], end: Date): Play {
  const upTo = new Date(end.getTime() - 2 * 86_400_000);
  yield new Date(end.getTime() - 3_600_000);
  for (const login of people) await stage.readNotices(login, upTo);
};

/** A report is handed in and read, entry by entry; two entries are still undecided today. */
export const readReport = async function* (stage: Stage, from: Date): Play {
  const { act, cast, clock, answerable, onDay } = stage;
  yield from;
  const bytes = Buffer.from(report.text, 'utf8');
  const digest = await stage.upload('fang', report.name, bytes);
  const { id } = await act(
    { procedure: 'report' },
    {
      who: 'fang',
      action: 'deposit',
      data: { title: report.title, unit: cast.unit('征管') },
      files: [{ digest, name: report.name }],
    },
  );
  const owners = [
    ['窗口', 'yu'],
    ['窗口', 'cui'],
    ['法规', 'mo'],
  ] as const;
  for (const [index, { text, at }] of outline(report.text).problems.slice(0, owners.length).entries()) {
    const [unit, owner] = owners[index] as (typeof owners)[number];
    yield atWork(clock.now, 12);
    await act(
      { procedure: 'problem' },
      {
        who: 'fang',
        action: 'register',
        data: {
          title: text.slice(0, 120),
          category: 'service',
          source: report.title,
          place: { report: id, start: at[0], end: at[1] },
          unit: cast.unit(unit),
          ...answerable(owner),
          leader: cast.person('qian').person,
          dueOn: onDay(clock.now, 30),
        },
      },
    );
  }
};
