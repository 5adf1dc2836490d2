import type { TimeLimit } from '../../domain/policy/step';
import { both } from '../../domain/values/text';
import type { Bilingual } from '../../domain/values/text';

const UNITS: Readonly<Record<string, { zh: string; en: string }>> = {
  W: { zh: '周', en: 'week' },
  D: { zh: '天', en: 'day' },
  H: { zh: '小时', en: 'hour' },
  M: { zh: '分钟', en: 'minute' },
  S: { zh: '秒', en: 'second' },
};

/** An ISO 8601 duration of weeks to seconds as a person says it: `P2DT4H` is 2 天 4 小时, 2 days 4 hours. */
export function durationWords(iso: string): Bilingual {
  const parts = [...iso.matchAll(/(\d+)([WDHMS])/g)].map(([, n = '0', unit = 'S']) => {
    const word = UNITS[unit] ?? { zh: unit, en: unit };
    return both(`${n} ${word.zh}`, `${n} ${word.en}${n === '1' ? '' : 's'}`);
  });
  return both(parts.map(({ zh }) => zh).join(' '), parts.map(({ en }) => en).join(' '));
}

/** A time limit with what it counts. */
export function limitWords({ duration, counting }: TimeLimit): Bilingual {
  const { zh, en } = durationWords(duration);
  switch (counting) {
    case 'working':
      return both(`${zh}（工作时间）`, `${en} of working time`);
    case 'calendarDays':
      return both(`${zh}（自然日，当日不计，至末日结束）`, `${en}, whole calendar days, the first not counted`);
    case 'month':
      return both(`当月月末起 ${zh}`, `${en} from the end of the calendar month`);
    case 'clock':
      return both(zh, en);
  }
}
