import type { Stage } from '../stage.ts';
import { atWork, type Play } from '../timeline.ts';
import { headOf } from './bureau.ts';

const dayMinutes = 7 * 60;

/** A hazard that was cleared in one place is looked for in four others 举一反三; one finds it, too, one looks late. */
export const sweep = async function* (stage: Stage, from: Date, cleared: readonly string[]): Play {
  const { act, cast, clock, answerable, onDay } = stage;
  yield from;
  const matter = cleared[0];
  if (matter === undefined) return;
  const units = ['城关', '东坪', '窗口', '龙泉'];
  const { children } = await act(
    { matter },
    {
      who: 'he',
      action: 'sweep',
      data: {
        sweeps: units.map((unit) => ({
          title: '自查配电箱和应急灯',
          look: '箱体是否上锁、有无标识，应急灯按下去亮不亮。',
          unit: cast.unit(unit),
          ...answerable(headOf[unit] as string),
          dueOn: onDay(clock.now, 14),
        })),
      },
    },
  );
  const sweeps = children.slice(-units.length);
  for (const [index, unit] of units.entries()) {
    const who = headOf[unit] as string;
    yield atWork(clock.now, dayMinutes * (unit === '东坪' ? 9 : 2));
    if (unit !== '窗口') {
      await act(
        { matter: sweeps[index] as string },
        { who, action: 'reportNone', data: { checked: '逐处看过，没有同样情形。' } },
      );
      continue;
    }
    const found = await act(
      { procedure: 'problem' },
      {
        who,
        action: 'register',
        data: {
          title: '大厅自助区配电箱没有上锁',
          category: 'risk',
          kind: 'hazard',
          hazardLevel: 'general',
          location: '办事大厅自助区',
          controlMeasure: '先拉线，专人看护。',
          source: '举一反三自查',
          unit: cast.unit(unit),
          ...answerable(who),
          leader: cast.person('qian').person,
          dueOn: onDay(clock.now, 20),
        },
      },
    );
    await act(
      { matter: sweeps[index] as string },
      { who, action: 'reportFound', data: { problem: found.id, checked: '发现一处，已登记整改。' } },
    );
  }
};

const cases = [
  {
    title: '一张材料单，少跑两趟',
    kind: 'good',
    cause: 'style',
    story: '报销单原来分几次退回。财务一侧把常见材料列成一张单，收单时当面勾全，缺什么一次写清。',
    lesson: '把要求写在纸上给人看，比反复口头说明省事，也公平。',
  },
  {
    title: '等系统修好再说，一等四十天',
    kind: 'bad',
    cause: 'thought',
    story: '窗口反映打开慢，承办一侧一直等统一升级，没有先查慢在哪里，也没有把进度告诉窗口。',
    lesson: '主办等别人，时间还是算在自己头上；等的时候要说清等什么、等到哪天。',
  },
  {
    title: '走访记录补签名',
    kind: 'bad',
    cause: 'style',
    story: '抽查前一天集中补写记录，照片用的是旧的。被抽到的几户说没有人来过。',
    lesson: '记录是给办事用的，不是给检查用的；用定位拍照代替签名，省事也真实。',
  },
] as const;

/** Cases good and bad 正反案例, written by the supervisor's office, approved by a leader; the second time for one of them. */
export const writeCases = async function* (stage: Stage, from: Date): Play {
  const { act, cast, clock } = stage;
  for (const [index, study] of cases.entries()) {
    yield new Date(Math.max(clock.now.getTime(), from.getTime() + index * 20 * 86_400_000));
    const { id } = await act(
      { procedure: 'caseStudy' },
      { who: 'hao', action: 'register', data: { ...study, unit: cast.unit('督查'), anonymised: true } },
    );
    yield atWork(clock.now, 60);
    await act({ matter: id }, { who: 'hao', action: 'submit' });
    yield atWork(clock.now, dayMinutes);
    if (index === 1) {
      await act({ matter: id }, { who: 'qian', action: 'sendBack', reason: '把“等了多久、谁知道”写具体。' });
      yield atWork(clock.now, dayMinutes);
      await act({ matter: id }, { who: 'hao', action: 'submit' });
      yield atWork(clock.now, dayMinutes);
    }
    await act({ matter: id }, { who: 'qian', action: 'approve' });
  }
};

/** A unit opens a page of its own figures: its head asks, the office opens. */
export const openPage = async function* (stage: Stage, from: Date): Play {
  const { act, cast, clock } = stage;
  yield from;
  const { id } = await act(
    { procedure: 'publicPage' },
    {
      who: 'wei',
      action: 'ask',
      data: {
        title: '河西所整改公开',
        unit: cast.unit('河西'),
        showProblems: true,
        showCounts: true,
        showPromise: true,
        showSatisfaction: true,
      },
    },
  );
  yield atWork(clock.now, dayMinutes);
  await act({ matter: id }, { who: 'gu', action: 'open' });
};
