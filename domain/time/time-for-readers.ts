import type { Weekday } from './local-time';
import { localDateOf, localText, parseInstant, weekdayOf } from './local-time';
import type { Language } from '../values/text';

const MONTHS = 'January February March April May June July August September October November December'.split(' ');
const DAYS: Record<Weekday, { zh: string; en: string }> = {
  mon: { zh: '周一', en: 'Monday' },
  tue: { zh: '周二', en: 'Tuesday' },
  wed: { zh: '周三', en: 'Wednesday' },
  thu: { zh: '周四', en: 'Thursday' },
  fri: { zh: '周五', en: 'Friday' },
  sat: { zh: '周六', en: 'Saturday' },
  sun: { zh: '周日', en: 'Sunday' },
};

/**
 * An instant as a letter says it, to the minute: `2026年9月30日（周三）17:00`, `Wednesday 30 September 2026, 17:00`. The
 * weekday is there because a wrong date is noticed by it. Formats by itself instead of by `Intl`, whose output depends
 * on the machine.
 * @param instant ISO, with an offset.
 * @param zone IANA name of the clock meant: the policy's, never the machine's.
 * @throws RangeError if the instant or the zone is none.
 */
export function timeForReaders(instant: string, zone: string, language: Language): string {
  const at = parseInstant(instant);
  const date = localDateOf(at, zone);
  const [year = '', month = '', day = ''] = date.split('-');
  const weekday = DAYS[weekdayOf(date)][language];
  const time = localText(at, zone).slice(11, 16);
  return language === 'zh'
    ? `${year}年${Number(month)}月${Number(day)}日（${weekday}）${time}`
    : `${weekday} ${Number(day)} ${MONTHS[Number(month) - 1] ?? ''} ${year}, ${time}`;
}
