import type { ReactNode } from 'react';
import { Moment, useNow } from '../parts/time';
import { useSay } from '../words/language';
import type { AbsenceShown } from './month';
import { W } from './words';

/** Absences with their times and substitutes; each that is not over can be ended. */
export function AbsenceTable({
  items,
  isOwn = false,
  onEnd,
}: {
  items: readonly AbsenceShown[];
  isOwn?: boolean;
  onEnd: (absence: AbsenceShown) => void;
}): ReactNode {
  const say = useSay();
  const now = useNow();
  return (
    <div className="table-scroll">
      <table className="register-table absence-table">
        <thead>
          <tr>
            {!isOwn && <th scope="col">{say(W.person)}</th>}
            <th scope="col">{say(W.from)}</th>
            <th scope="col">{say(W.to)}</th>
            <th scope="col">{say(W.substitute)}</th>
            <th scope="col">{say(W.state)}</th>
          </tr>
        </thead>
        <tbody>
          {items.map((one) => (
            <tr key={`${one.person} ${one.from}`} data-absence={one.person}>
              {!isOwn && <td>{one.name}</td>}
              <td>
                <span className="cell-label">{say(W.from)} </span>
                <Moment at={one.from} alone />
              </td>
              <td>
                <span className="cell-label">{say(W.to)} </span>
                <Moment at={one.to} alone />
              </td>
              <td>
                <span className="cell-label">{say(W.substitute)} </span>
                {one.substitute === undefined ? say(W.nobody) : (one.substituteName ?? one.substitute)}
              </td>
              <td>
                {Date.parse(one.to) <= now ? (
                  say(W.over)
                ) : (
                  <>
                    {say(Date.parse(one.from) <= now ? W.running : W.coming)}{' '}
                    <button
                      type="button"
                      className="plain-button"
                      aria-label={`${say(W.end)}${isOwn ? '' : ` ${one.name}`}`}
                      onClick={() => onEnd(one)}
                    >
                      {say(W.end)}
                    </button>
                  </>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
