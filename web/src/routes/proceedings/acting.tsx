import { useState } from 'react';
import type { ReactNode } from 'react';
import { ActionForm } from '../../action/action-form';
import { proceedingKey } from '../../client/proceedings';
import type { ProceedingAction } from '../../client/proceedings';
import { useSay } from '../../words/language';
import { W } from './words';

/** What somebody may do to an incident or a corrective action now, by the same form as in a case; the rest with its reason. */
export function Acting({
  no,
  path,
  actions,
}: {
  no: string;
  /** Where its actions are sent. */
  path: string;
  actions: readonly ProceedingAction[];
}): ReactNode {
  const say = useSay();
  const [chosen, setChosen] = useState<string>();
  const [isDone, setDone] = useState(false);
  const allowed = actions.filter((one) => one.allowed);
  const refused = actions.filter((one) => !one.allowed);
  const open = allowed.find(({ action }) => action === chosen);
  return (
    <section className="now" aria-label={say(W.now)}>
      <div className="now-head">
        <h2>{say(W.now)}</h2>
      </div>
      {isDone && (
        <p className="settled" role="status">
          <span aria-hidden="true">✓ </span>
          {say(W.done)}
        </p>
      )}
      {allowed.length === 0 && <p>{say(W.nothing)}</p>}
      {allowed.length > 0 && (
        <div className="offered" role="group" aria-label={say(W.can)}>
          {allowed.map(({ action, title }) => (
            <button
              type="button"
              key={action}
              className="offered-one"
              aria-pressed={action === chosen}
              onClick={() => {
                setDone(false);
                setChosen(action === chosen ? undefined : action);
              }}
            >
              {say(title)}
            </button>
          ))}
        </div>
      )}
      {open !== undefined && (
        <ActionForm
          key={open.action}
          no={no}
          at={{ path, key: proceedingKey(no) }}
          action={open}
          onDone={() => {
            setChosen(undefined);
            setDone(true);
          }}
        />
      )}
      {refused.length > 0 && (
        <details className="refused">
          <summary>{`${say(W.refused)} (${refused.length})`}</summary>
          <ul>
            {refused.map(({ action, title, refusal }) => (
              <li key={action}>
                <strong>{say(title)}</strong>
                {refusal !== undefined && ` — ${say(refusal.message)}`}
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}
