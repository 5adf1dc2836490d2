import type { Language } from './both';

/** Where the policies count their time, until one says otherwise. */
export const ZONE = 'Asia/Shanghai';

const LOCALE: Record<Language, string> = { zh: 'zh-CN', en: 'en-GB' };

const formats = new Map<string, Intl.DateTimeFormat>();
function format(language: Language, zone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = [language, zone, JSON.stringify(options)].join();
  const known = formats.get(key) ?? new Intl.DateTimeFormat(LOCALE[language], { ...options, timeZone: zone });
  formats.set(key, known);
  return known;
}

/** An instant as a person reads it in a zone: without the year where that is this year's. */
export function timeOf(iso: string, language: Language, zone = ZONE): string {
  const at = new Date(iso);
  const isThisYear = at.getFullYear() === new Date().getFullYear();
  return format(language, zone, {
    ...(isThisYear ? {} : { year: 'numeric' }),
    ...{ month: language === 'zh' ? 'numeric' : 'short', day: 'numeric', hour: '2-digit', minute: '2-digit' },
    hourCycle: 'h23',
  }).format(at);
}

const UNITS: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];

/** How far an instant is from now, in its largest unit: “in 3 hours”, “2 天前”. */
export function distanceOf(iso: string, language: Language, now = Date.now()): string {
  const seconds = (Date.parse(iso) - now) / 1_000;
  const words = new Intl.RelativeTimeFormat(LOCALE[language], { numeric: 'always' });
  for (const [unit, size] of UNITS)
    if (Math.abs(seconds) >= size) return words.format(Math.trunc(seconds / size), unit);
  return words.format(Math.trunc(seconds), 'second');
}

/** An amount in fen, as money is written: ¥1,234.00. */
export function yuanOf(fen: number): string {
  return `¥${(fen / 100).toLocaleString('en', { minimumFractionDigits: 2, maximumFractionDigits: 2 })}`;
}

/** Fen of an amount that somebody typed in yuan; undefined if it is none. */
export function fenOf(typed: string): number | undefined {
  const match = /^\s*[¥￥]?\s*(-?\d+)(?:\.(\d{1,2}))?\s*元?\s*$/.exec(typed.replace(/[,，]/g, ''));
  if (match === null) return undefined;
  const [, whole = '0', part = ''] = match;
  const fen = Math.abs(Number(whole)) * 100 + Number(part.padEnd(2, '0'));
  return whole.startsWith('-') ? -fen : fen;
}

/** What a `datetime-local` field shows for an instant, as the clock of a zone tells it; nothing for what is no instant. */
export function localInput(iso: string, zone = ZONE): string {
  if (Number.isNaN(Date.parse(iso))) return '';
  const parts = Object.fromEntries(
    format('en', zone, {
      ...{ year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' },
      hourCycle: 'h23',
    })
      .formatToParts(new Date(iso))
      .map(({ type, value }) => [type, value]),
  );
  return `${parts['year'] ?? ''}-${parts['month'] ?? ''}-${parts['day'] ?? ''}T${parts['hour'] ?? ''}:${parts['minute'] ?? ''}`;
}

/** The instant of what a `datetime-local` field holds, read on the clock of a zone. */
export function instantOf(local: string, zone = ZONE): string | undefined {
  const asUtc = Date.parse(`${local}:00Z`);
  if (Number.isNaN(asUtc)) return undefined;
  // The zone's distance from UTC then is what its clock shows for that moment, less the moment.
  const distance = Date.parse(`${localInput(new Date(asUtc).toISOString(), zone)}:00Z`) - asUtc;
  const guess = asUtc - distance;
  const again = Date.parse(`${localInput(new Date(guess).toISOString(), zone)}:00Z`) - guess;
  return new Date(asUtc - again).toISOString();
}
