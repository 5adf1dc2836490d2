import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Statement } from '../../client/penalties';
import { useMe } from '../../client/session';
import { Money } from '../../parts/time';
import { useSay } from '../../words/language';
import { BECAUSE, PART, PARTS, VIOLATION, W } from './words';

type OfPerson = Statement['persons'][number];

/** What a month's penalties of one person come to, line by line. */
export function PersonStatement({ statement }: { statement: OfPerson }): ReactNode {
  const say = useSay();
  const { can } = useMe();
  const { name, closed, lines, waiting, ceilingFen, dueFen, deductedFen, waivedFen, carriedFen } = statement;
  const sums = [
    [W.due, dueFen],
    [W.deducted, deductedFen],
    [W.waived, waivedFen],
    [W.carried, carriedFen],
    [W.ceiling, ceilingFen],
  ] as const;
  return (
    <section className="panel" data-person={statement.person}>
      <h2>
        {name} <span className="status">{say(closed ? W.closed : W.preview)}</span>
      </h2>
      <dl className="case-facts">
        {sums.map(([title, fen]) => (
          <div key={title.en}>
            <dt>{say(title)}</dt>
            <dd>
              <Money fen={fen} />
            </dd>
          </div>
        ))}
      </dl>
      {lines.length > 0 && (
        <div className="table-scroll" tabIndex={0} role="group" aria-label={name}>
          <table className="plain-table">
            <thead>
              <tr>
                {[W.no, W.because, W.share, W.amount, W.deducted, W.cites].map((title) => (
                  <th key={title.en} scope="col">
                    {say(title)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {lines.map((line) => (
                <tr key={line.key}>
                  <td>
                    {can.read ? (
                      <Link to="/complaints/$no" params={{ no: line.no }} search={{}} className="no">
                        {line.no}
                      </Link>
                    ) : (
                      <span className="no">{line.no}</span>
                    )}
                  </td>
                  <td>
                    {say(BECAUSE[line.because] ?? VIOLATION)}
                    {line.carriedOver && ` (${say(W.carriedOver)})`}
                  </td>
                  <td>
                    {line.percent} % · {say(PARTS[line.of] ?? PART)}
                  </td>
                  <td>
                    <Money fen={line.amountFen} />
                  </td>
                  <td>
                    <Money fen={line.deductedFen} />
                  </td>
                  <td>{line.cites}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {waiting.length > 0 && <p className="muted">{say(W.waiting(waiting.length))}</p>}
    </section>
  );
}
