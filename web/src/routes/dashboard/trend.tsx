import type { ReactNode } from 'react';
import type { Dashboard } from '../../client/oversight';
import { useSay } from '../../words/language';
import { W } from './words';

/** Each day's complaints as columns, and the same as a table for whoever reads numbers. */
export function Trend({ data: { trend } }: { data: Dashboard }): ReactNode {
  const say = useSay();
  const most = Math.max(1, ...trend.map(({ received }) => received));
  return (
    <section className="panel">
      <h2>{say(W.trend)}</h2>
      <div className="trend" aria-hidden="true">
        {trend.map(({ day, received }) => (
          <span key={day} className="trend-day" style={{ height: `${(received / most) * 100}%` }} />
        ))}
      </div>
      <details>
        <summary>{say(W.day)}</summary>
        <div className="table-scroll" tabIndex={0} role="group" aria-label={say(W.trend)}>
          <table className="plain-table">
            <thead>
              <tr>
                {[W.day, W.received, W.resolved, W.closed].map((title) => (
                  <th key={title.en} scope="col">
                    {say(title)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {[...trend].reverse().map(({ day, received, resolved, closed }) => (
                <tr key={day}>
                  <th scope="row">{day}</th>
                  <td>{received}</td>
                  <td>{resolved}</td>
                  <td>{closed}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </section>
  );
}
