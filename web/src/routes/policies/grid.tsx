import type { ReactNode } from 'react';
import { useSay } from '../../words/language';
import type { PolicyInWords } from './sentences-of';
import { W } from './words';

/** A decision table as people draw one: a rule a row, what it asks left, what it answers right. */
export function Grid({ table }: { table: PolicyInWords['tables'][number] }): ReactNode {
  const say = useSay();
  const hasNotes = table.rules.some(({ note, source }) => note !== undefined || source !== undefined);
  return (
    <div>
      <h3>{say(table.title)}</h3>
      <p className="muted">{say(table.hit)}</p>
      <div className="table-scroll" tabIndex={0} role="region" aria-label={say(table.title)}>
        <table className="decision-grid">
          <thead>
            <tr>
              <th scope="col">{say(W.rule)}</th>
              {table.inputs.map(({ id, title }) => (
                <th key={id} scope="col">
                  {say(title)}
                </th>
              ))}
              {table.outputs.map(({ id, title }) => (
                <th key={id} scope="col" className="grid-answer">
                  {say(title)}
                </th>
              ))}
              {hasNotes && <th scope="col">{say(W.note)}</th>}
            </tr>
          </thead>
          <tbody>
            {table.rules.map((rule) => (
              <tr key={rule.id}>
                <th scope="row">{rule.id}</th>
                {table.inputs.map(({ id }) => (
                  <td key={id}>{rule.when[id] ?? <span className="muted">{say(W.any)}</span>}</td>
                ))}
                {table.outputs.map(({ id }) => (
                  <td key={id} className="grid-answer">
                    {rule.then[id] ?? ''}
                  </td>
                ))}
                {hasNotes && <td>{[rule.note, rule.source].filter((one) => one !== undefined).join(' · ')}</td>}
              </tr>
            ))}
            {table.otherwise !== undefined && (
              <tr>
                <th scope="row">{say(W.otherwise)}</th>
                {table.inputs.map(({ id }) => (
                  <td key={id} />
                ))}
                {table.outputs.map(({ id }) => (
                  <td key={id} className="grid-answer">
                    {table.otherwise?.[id] ?? ''}
                  </td>
                ))}
                {hasNotes && <td />}
              </tr>
            )}
          </tbody>
        </table>
      </div>
    </div>
  );
}
