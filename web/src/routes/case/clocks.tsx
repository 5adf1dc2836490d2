import type { ReactNode } from 'react';
import type { Complaint } from '../../client/queries';
import { Due } from '../../parts/time';
import { useSay, useSpoken } from '../../words/language';
import { timeOf } from '../../words/format';
import { W } from './words';

/** Each time limit of the case and how it stands, and what the customer was promised. */
export function Clocks({ detail }: { detail: Complaint }): ReactNode {
  const say = useSay();
  const { language } = useSpoken();
  const promises = detail.promises.flatMap((promise) => {
    const { at, status } = promise;
    return typeof at === 'string' && status === 'made' ? [at] : [];
  });
  const tasks = detail.tasks.filter(({ dueAt }) => dueAt !== undefined);
  return (
    <section className="panel clocks">
      <h2>{say(W.clocks)}</h2>
      {detail.clocks.length === 0 && promises.length === 0 && tasks.length === 0 && (
        <p className="muted">{say(W.noClocks)}</p>
      )}
      <ul>
        {promises.map((at) => (
          <li key={at}>
            <span>{say(W.promised)}</span>
            <Due at={at} />
            <span className="when">{timeOf(at, language)}</span>
          </li>
        ))}
        {detail.clocks.map((clock) => (
          <li key={clock.id}>
            <span>{say(clock.title)}</span>
            {clock.status === 'running' ? (
              <Due at={clock.dueAt} />
            ) : (
              <span className={`due due-clock-${clock.status}`}>{say(W[clock.status])}</span>
            )}
            {clock.dueAt !== undefined && <span className="when">{timeOf(clock.dueAt, language)}</span>}
          </li>
        ))}
        {tasks.map((task) => (
          <li key={task.id}>
            <span>{say(task.title)}</span>
            <Due at={task.dueAt} />
            {task.dueAt !== undefined && <span className="when">{timeOf(task.dueAt, language)}</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}
