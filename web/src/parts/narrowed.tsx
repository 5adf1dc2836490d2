import type { ReactNode } from 'react';
import { both } from '../words/both';
import type { Bilingual } from '../words/both';
import { useSay } from '../words/language';

export interface Narrowed {
  name: string;
  says: Bilingual;
  drop: () => void;
}

const DROP = both('去掉条件', 'Drop');
const BY = both('另有条件', 'Also narrowed by');

/** What a list is narrowed to beyond the fields above it, each to be dropped. */
export function NarrowedBy({ all }: { all: readonly Narrowed[] }): ReactNode {
  const say = useSay();
  if (all.length === 0) return null;
  return (
    <ul className="narrowed" aria-label={say(BY)}>
      {all.map(({ name, says, drop }) => (
        <li key={name} data-narrowed={name}>
          <button type="button" className="offered-one" onClick={drop} title={say(DROP)}>
            {say(says)} <span aria-hidden="true">×</span>
            <span className="sr-only">{say(DROP)}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
