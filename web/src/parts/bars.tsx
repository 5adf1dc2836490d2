import type { ReactNode } from 'react';
import { Empty } from './states';
import { both } from '../words/both';
import type { Bilingual } from '../words/both';
import { useSay } from '../words/language';

export interface Bar {
  key: string;
  title: Bilingual;
  n: number;
  /** The same of the time before. */
  before?: number | undefined;
  /** Turns what stands inside into a link to exactly what was counted; left out where nothing leads there. */
  link?: ((children: ReactNode) => ReactNode) | undefined;
}

const BEFORE = both('上期', 'before');
const NONE = both('没有。', 'None.');

/** Bars one below the other, the length by the number: text and links, readable without seeing them. */
export function Bars({ title, help, bars }: { title: Bilingual; help?: Bilingual; bars: readonly Bar[] }): ReactNode {
  const say = useSay();
  const most = Math.max(1, ...bars.map(({ n }) => n));
  return (
    <section className="panel bars">
      <h2>{say(title)}</h2>
      {help !== undefined && <p className="muted">{say(help)}</p>}
      {bars.length === 0 && <Empty title={NONE} />}
      <ul>
        {bars.map(({ key, title: name, n, before, link }) => {
          const inside = (
            <>
              <span className="bar-name">{say(name)}</span>
              <span className="bar-number">
                {n}
                {before !== undefined && (
                  <span className="muted">
                    {' '}
                    ({say(BEFORE)} {before})
                  </span>
                )}
              </span>
              {/* A picture of the number beside it: told by that. */}
              <span className="bar" aria-hidden="true">
                <span style={{ width: `${(n / most) * 100}%` }} />
              </span>
            </>
          );
          return (
            <li key={key} data-bar={key} data-n={n}>
              {link === undefined || n === 0 ? <span className="bar-row">{inside}</span> : link(inside)}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
