import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { kindOf, proceedingTimelineQuery, reasonsQuery } from '../../client/audit';
import type { StoryEntry } from '../../client/audit';
import { timelineQuery } from '../../client/queries';
import type { Reason } from '../../client/queries';
import { ReasonSays } from '../case/why';
import { Failure, Loading } from '../../parts/states';
import { both } from '../../words/both';
import { timeOf } from '../../words/format';
import { useSay, useSpoken } from '../../words/language';
import { W } from './words';

/** Everything that happened to a file, with who did it for whom, and each rule by which it went on by itself. */
export function AuditStory({ no }: { no: string }): ReactNode {
  return kindOf(no) === 'complaint' ? <StoryOfComplaint no={no} /> : <StoryOfProceeding no={no} />;
}

function StoryOfComplaint({ no }: { no: string }): ReactNode {
  const { data, error, refetch } = useQuery(timelineQuery(no));
  // A rule that can't be read just now is no reason to hold the story back.
  const { data: reasons } = useQuery(reasonsQuery(no));
  return <Shown entries={data} reasons={reasons} error={error} onRetry={() => void refetch()} />;
}

function StoryOfProceeding({ no }: { no: string }): ReactNode {
  const { data, error, refetch } = useQuery(proceedingTimelineQuery(no));
  return <Shown entries={data} reasons={undefined} error={error} onRetry={() => void refetch()} />;
}

function Shown({
  entries,
  reasons,
  error,
  onRetry,
}: {
  entries: readonly StoryEntry[] | undefined;
  reasons: ReadonlyMap<number, readonly Reason[]> | undefined;
  error: unknown;
  onRetry: () => void;
}): ReactNode {
  const say = useSay();
  const { language } = useSpoken();
  const [hasMinor, setMinor] = useState(false);
  if (entries === undefined)
    return error === null ? <Loading lines={8} height={24} /> : <Failure error={error} onRetry={onRetry} />;
  return (
    <div className="story">
      <div className="story-filters">
        <label className="minor-switch">
          <input type="checkbox" checked={hasMinor} onChange={({ currentTarget }) => setMinor(currentTarget.checked)} />
          {say(W.minor)}
        </label>
      </div>
      <ol className="entries">
        {entries
          .filter(({ minor }) => hasMinor || !minor)
          .map((entry) => (
            <li key={entry.seq} className={entry.minor ? 'entry entry-minor' : 'entry'} data-seq={entry.seq}>
              <time dateTime={entry.at}>
                {entry.seq} · {timeOf(entry.at, language)}
              </time>
              <div>
                <span>{say(entry.sentence)}</span> <By entry={entry} />
                {reasons?.get(entry.seq)?.map((reason, i) => (
                  <Rule key={i} reason={reason} />
                ))}
              </div>
            </li>
          ))}
      </ol>
    </div>
  );
}

function By({ entry: { by } }: { entry: StoryEntry }): ReactNode {
  const say = useSay();
  if (by === undefined) return <span className="actor actor-rule">{say(W.byRule)}</span>;
  const { name, for: colleague } = by;
  return (
    <span className="actor">
      {colleague === undefined ? name : say(both(`${name} 代 ${colleague.name}`, `${name} for ${colleague.name}`))}
    </span>
  );
}

function Rule({ reason }: { reason: Reason }): ReactNode {
  const say = useSay();
  const { table, rules = [] } = reason;
  return (
    <div className="rule">
      <p>{say(reason.sentence)}</p>
      <details>
        <summary>{say(W.details)}</summary>
        <ReasonSays reason={reason} />
        {table !== undefined && (
          <p>
            {say(W.table)} {table.title === undefined ? table.id : say(table.title)}{' '}
            {table.hash !== undefined && <code>{table.hash}</code>}
          </p>
        )}
        {rules.map((rule, i) => (
          <pre key={i}>{Object.entries(rule).map(lineOf).join('\n')}</pre>
        ))}
      </details>
    </div>
  );
}

/** A part of a rule as the policy writes it. */
function lineOf([name, value]: [string, unknown]): string {
  return `${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`;
}
