import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { forecastQuery } from '../../client/queries';
import { Loading } from '../../parts/states';
import { Moment } from '../../parts/time';
import { useSay } from '../../words/language';
import { W } from './words';

const MOST = 3;

/** A sentence of the forecast without the time at its head, which stands beside it. */
function withoutTime(sentence: string): string {
  return sentence
    .replace(/^(?:At )?\d{4}-\d\d-\d\d \d\d:\d\d(?::\d\d)?[,，]?\s*/, '')
    .replace(/^./, (c) => c.toUpperCase());
}

/** What comes by itself as long as nobody does anything: the next three. */
export function IfNobodyActs({ no }: { no: string }): ReactNode {
  const say = useSay();
  const { data } = useQuery(forecastQuery(no));
  return (
    <section className="panel forecast">
      <h2>{say(W.ifNobody)}</h2>
      {data === undefined && <Loading lines={2} height={20} />}
      {data?.items.length === 0 && <p className="muted">{say(W.nothing)}</p>}
      <ol>
        {data?.items.slice(0, MOST).map((item, i) => (
          <li key={`${item.at} ${String(i)}`}>
            <Moment at={item.at} /> <span>{withoutTime(say(item.sentence))}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}
