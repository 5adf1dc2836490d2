import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { policyQuery } from '../../client/queries';
import type { Complaint } from '../../client/queries';
import { useSay } from '../../words/language';
import { W } from './words';

type StepState = 'done' | 'here' | 'skipped' | 'toCome';
const ICONS: Record<StepState, string> = { done: '✓', here: '▶', skipped: '⤼', toCome: '·' };

/** How each step of a line stands, and how often it was entered. */
function statesOf({ visited }: Complaint, line: string): Map<string, { state: StepState; visits: number }> {
  const states = new Map<string, { state: StepState; visits: number }>();
  for (const { line: on, step, visit, status } of visited)
    if (on === line) states.set(step, { state: status, visits: visit });
  return states;
}

/** The steps of the case as a list: done, here, skipped, to come; the tracks beside the main line below it. */
export function Way({ detail }: { detail: Complaint }): ReactNode {
  const say = useSay();
  const { data: policy } = useQuery(policyQuery(detail.policy.id, detail.policy.bundleHash));
  if (policy === undefined) return null;
  const lines = [
    { id: 'main', title: undefined, steps: policy.steps },
    ...policy.tracks.filter(({ id }) => detail.lines.some((line) => line.id === id)),
  ];
  return (
    <section className="panel way">
      <h2>{say(W.way)}</h2>
      <p className="muted">{say(detail.policy.title)}</p>
      {lines.map(({ id, title, steps }) => {
        const states = statesOf(detail, id);
        const current = detail.lines.find((line) => line.id === id);
        return (
          <div key={id}>
            {title !== undefined && <h3>{say(title)}</h3>}
            <ol>
              {steps.map((step) => {
                const isHere = current?.status === 'running' && current.step?.id === step.id;
                const known = states.get(step.id);
                const state: StepState = isHere
                  ? 'here'
                  : known?.state === 'here'
                    ? 'done'
                    : (known?.state ?? 'toCome');
                return (
                  <li key={step.id} className={`step step-${state}`} aria-current={isHere ? 'step' : undefined}>
                    <span aria-hidden="true">{ICONS[state]}</span>
                    <span>
                      {say(step.title)}
                      {(known?.visits ?? 0) > 1 && <span className="visits"> ×{known?.visits}</span>}
                    </span>
                    <span className="sr-only">{say(W[state])}</span>
                  </li>
                );
              })}
            </ol>
          </div>
        );
      })}
    </section>
  );
}
