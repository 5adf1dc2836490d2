import { useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { useSay } from '../../words/language';
import { aroundChanges, changesBetween } from './changes-between';
import type { Line } from './changes-between';
import { sentencesOf } from './sentences-of';
import type { PolicyInWords } from './sentences-of';
import { W } from './words';

const SIGNS: Record<Line['kind'], string> = { same: ' ', added: '+', removed: '−' };

/** What is different between two versions: in sentences, or in the lines that were published. */
export function Comparison({ before, after }: { before: PolicyInWords; after: PolicyInWords }): ReactNode {
  const say = useSay();
  const [how, setHow] = useState<'inWords' | 'inLines'>('inWords');
  const lines = useMemo(() => {
    const of = (policy: PolicyInWords) =>
      how === 'inWords' ? sentencesOf(policy, say) : policy.text.split('\n').filter((line) => line !== '');
    return changesBetween(of(before), of(after));
  }, [before, after, how, say]);
  const count = (kind: Line['kind']) => lines.filter((line) => line.kind === kind).length;
  const isSame = count('same') === lines.length;
  return (
    <section className="panel comparison" aria-label={say(W.comparison)}>
      <h2>
        {say(W.comparison)}: {before.version} → {after.version}
      </h2>
      <div className="tabs" role="group" aria-label={say(W.parts)}>
        {(['inWords', 'inLines'] as const).map((one) => (
          <button
            key={one}
            type="button"
            className="offered-one"
            aria-pressed={how === one}
            onClick={() => setHow(one)}
          >
            {say(W[one])}
          </button>
        ))}
      </div>
      <p role="status">
        {isSame ? say(W.same) : `${say(W.added)} ${count('added')} · ${say(W.removed)} ${count('removed')}`}
      </p>
      {!isSame && (
        <ol className="changed-lines" tabIndex={0} aria-label={say(W.comparison)}>
          {aroundChanges(lines).map((line, i) =>
            line === undefined ? (
              <li key={i} className="line-gap" aria-hidden="true">
                …
              </li>
            ) : (
              <li key={i} className={`line-${line.kind}`}>
                <span aria-hidden="true">{SIGNS[line.kind]} </span>
                {line.kind !== 'same' && <span className="sr-only">{say(W[line.kind])}: </span>}
                {line.text}
              </li>
            ),
          )}
        </ol>
      )}
    </section>
  );
}
