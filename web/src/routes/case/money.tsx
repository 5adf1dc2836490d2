import type { ReactNode } from 'react';
import type { Complaint } from '../../client/queries';
import { valueTitle } from '../../form/field-words';
import { Empty } from '../../parts/states';
import { Money } from '../../parts/time';
import { useSay } from '../../words/language';
import { W } from './words';
import { remedyWords, statusWords } from './remedy-words';

type Facts = Record<string, unknown>;
const factsOf = (value: unknown): Facts => (typeof value === 'object' && value !== null ? (value as Facts) : {});
const listOf = (value: unknown): Facts[] => (Array.isArray(value) ? value.map(factsOf) : []);
const fenOf = (facts: Facts): number | undefined =>
  ['amountFen', 'costFen', 'valueFen'].map((name) => facts[name]).find((one) => typeof one === 'number');

/** What the case is about in money: what was asked, offered, agreed to, done, and what it cost. */
export function MoneyTab({ detail }: { detail: Complaint }): ReactNode {
  const say = useSay();
  const demand = factsOf(detail.intake?.['demand']);
  const options = listOf(detail.proposal?.['options']);
  const costs = listOf(detail.costs);
  const remedies = listOf(detail.remedies);
  const asked = fenOf(demand);
  if (asked === undefined && options.length === 0 && costs.length === 0 && remedies.length === 0)
    return <Empty title={W.noMoney} />;
  return (
    <div className="money-tab">
      {asked !== undefined && (
        <p>
          {say(W.demand)} <Money fen={asked} />
        </p>
      )}
      {options.length > 0 && (
        <section>
          <h3>{say(W.options)}</h3>
          <ol>
            {options.map((option, i) => (
              <li key={i}>
                {listOf(option['remedies']).map((remedy, at) => (
                  <RemedySays key={at} remedy={remedy} />
                ))}
              </li>
            ))}
          </ol>
          {detail.accepted !== undefined && <p>✓ {say(W.accepted)}</p>}
        </section>
      )}
      {remedies.length > 0 && (
        <section>
          <h3>{say(W.remedies)}</h3>
          <ul>
            {remedies.map((remedy, i) => (
              <li key={i}>
                <RemedySays remedy={remedy} />{' '}
                <span className={`remedy-status remedy-${String(remedy['status'])}`}>
                  {say(statusWords(remedy['status']))}
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
      {costs.length > 0 && (
        <section>
          <h3>{say(W.costs)}</h3>
          <ul>
            {costs.map((cost, i) => (
              <li key={i}>
                {typeof cost['what'] === 'string' ? cost['what'] : ''} <Money fen={fenOf(cost) ?? 0} />
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}

function RemedySays({ remedy }: { remedy: Facts }): ReactNode {
  const say = useSay();
  const params = factsOf(remedy['params']);
  const fen = fenOf(params) ?? fenOf(remedy);
  const to = typeof params['to'] === 'string' ? valueTitle('to', params['to']) : undefined;
  return (
    <span className="remedy">
      {say(remedyWords(remedy['kind']))}
      {fen !== undefined && (
        <>
          {' '}
          <Money fen={fen} />
        </>
      )}
      {to !== undefined && ` · ${say(to)}`}
    </span>
  );
}
