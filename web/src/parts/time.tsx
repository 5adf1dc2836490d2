import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { both } from '../words/both';
import { distanceOf, timeOf, yuanOf, ZONE } from '../words/format';
import { useSay, useSpoken } from '../words/language';

const MINUTE_MS = 60_000;

/** The present, told anew each minute. */
export function useNow(everyMs = MINUTE_MS): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = window.setInterval(() => setNow(Date.now()), everyMs);
    return () => window.clearInterval(timer);
  }, [everyMs]);
  return now;
}

/** A moment in the policy's zone, with its distance from now beside it. */
export function Moment({ at, alone = false, zone = ZONE }: { at: string; alone?: boolean; zone?: string }): ReactNode {
  const { language } = useSpoken();
  const now = useNow();
  return (
    <time dateTime={at} className="moment">
      {timeOf(at, language, zone)}
      {!alone && <span className="distance"> {distanceOf(at, language, now)}</span>}
    </time>
  );
}

export function Money({ fen }: { fen: number }): ReactNode {
  return <span className="money">{yuanOf(fen)}</span>;
}

const SOON_MS = 2 * 60 * MINUTE_MS;

export type Urgency = 'overdue' | 'soon' | 'later' | 'none';
export function urgencyOf(dueAt: string | undefined, now: number): Urgency {
  if (dueAt === undefined) return 'none';
  const left = Date.parse(dueAt) - now;
  return left < 0 ? 'overdue' : left < SOON_MS ? 'soon' : 'later';
}

const ICONS: Record<Urgency, string> = { overdue: '▲', soon: '◔', later: '✓', none: '' };

/** When something is due: by icon, words and colour, never by colour alone. */
export function Due({ at }: { at: string | undefined }): ReactNode {
  const { language } = useSpoken();
  const say = useSay();
  const now = useNow();
  const urgency = urgencyOf(at, now);
  if (at === undefined) return <span className="due due-none">{say(both('无时限', 'No limit'))}</span>;
  const late = distanceOf(at, language, now).replace(/前$| ago$/, '');
  return (
    <span className={`due due-${urgency}`} title={timeOf(at, language)}>
      <span aria-hidden="true">{ICONS[urgency]}</span>{' '}
      {urgency === 'overdue'
        ? say(both(`逾期 ${late}`, `${late} overdue`))
        : say(both(distanceOf(at, 'zh', now), distanceOf(at, 'en', now)))}
    </span>
  );
}
