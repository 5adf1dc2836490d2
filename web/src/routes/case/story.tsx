import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { timelineQuery } from '../../client/queries';
import type { TimelineEntry } from '../../client/queries';
import { Choice } from '../../form/choice';
import { Failure, Loading } from '../../parts/states';
import { useSay, useSpoken } from '../../words/language';
import { timeOf } from '../../words/format';
import { Why } from './why';
import { W } from './words';

type Filter = 'everything' | 'people' | 'rules' | 'customer';
const FILTERS: readonly Filter[] = ['everything', 'people', 'rules', 'customer'];
const OF_CUSTOMER = new Set([
  'MessageReceived',
  'CustomerAnswered',
  'CustomerTold',
  'MessageSent',
  'OfferAnswered',
  'CallbackRecorded',
]);

function passes(filter: Filter, entry: TimelineEntry): boolean {
  if (filter === 'people') return entry.by !== undefined;
  if (filter === 'rules') return entry.by === undefined;
  if (filter === 'customer') return OF_CUSTOMER.has(entry.type) || entry.by?.id.startsWith('customer:') === true;
  return true;
}

/** What happened, newest last; what no person did says why. */
export function Story({ no }: { no: string }): ReactNode {
  const say = useSay();
  const { language } = useSpoken();
  const { data, error, refetch } = useQuery(timelineQuery(no));
  const [filter, setFilter] = useState<Filter>('everything');
  const [hasMinor, setMinor] = useState(false);
  if (data === undefined)
    return error === null ? (
      <Loading lines={6} height={24} />
    ) : (
      <Failure error={error} onRetry={() => void refetch()} />
    );
  const shown = data.filter((entry) => (hasMinor || !entry.minor) && passes(filter, entry));
  return (
    <div className="story">
      <div className="story-filters">
        <Choice
          label={say(W.who)}
          options={FILTERS.map((value) => ({ value, title: W[value] }))}
          value={filter}
          isRequired={false}
          isLocked={false}
          onChange={(value) => setFilter(FILTERS.find((one) => one === value) ?? 'everything')}
        />
        <label className="minor-switch">
          <input type="checkbox" checked={hasMinor} onChange={({ currentTarget }) => setMinor(currentTarget.checked)} />
          {say(W.minor)}
        </label>
      </div>
      <ol className="entries">
        {shown.map((entry) => (
          <li key={entry.seq} className={entry.minor ? 'entry entry-minor' : 'entry'}>
            <time dateTime={entry.at}>{timeOf(entry.at, language)}</time>
            <div>
              <span>{say(entry.sentence)}</span>
              <EntryText data={entry.data} />
              {entry.by === undefined && !entry.minor && <Why no={no} seq={entry.seq} />}
            </div>
          </li>
        ))}
      </ol>
    </div>
  );
}

const TEXTS = ['text', 'reason', 'comment', 'cause', 'lesson'] as const;

/** What somebody wrote with it. */
function EntryText({ data }: { data: Record<string, unknown> }): ReactNode {
  const texts = TEXTS.flatMap((name) => (typeof data[name] === 'string' ? [data[name]] : []));
  if (texts.length === 0) return null;
  return <blockquote>{texts.join('\n')}</blockquote>;
}
