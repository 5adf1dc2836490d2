import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { whyQuery } from '../../client/queries';
import type { Reason } from '../../client/queries';
import { Failure, Loading } from '../../parts/states';
import { yuanOf } from '../../words/format';
import { useSay } from '../../words/language';
import { both } from '../../words/both';
import { W } from './words';

/** Why something happened by itself: asked for only when somebody wants to know. */
export function Why({ no, seq }: { no: string; seq: number }): ReactNode {
  const say = useSay();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      {' '}
      <button type="button" className="why-button" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        {say(isOpen ? W.hide : W.why)}
      </button>
      {isOpen && <Because no={no} seq={seq} />}
    </>
  );
}

function Because({ no, seq }: { no: string; seq: number }): ReactNode {
  const { data, error, refetch } = useQuery(whyQuery(no, seq));
  if (data === undefined)
    return error === null ? (
      <Loading lines={2} height={18} />
    ) : (
      <Failure error={error} onRetry={() => void refetch()} />
    );
  return (
    <div className="why">
      {data.items.map((reason) => (
        <ReasonSays key={reason.seq} reason={reason} />
      ))}
    </div>
  );
}

/** A reason with everything that it goes by. */
export function ReasonSays({ reason }: { reason: Reason }): ReactNode {
  const say = useSay();
  const facts = (reason.facts ?? []).filter(({ value }) => value !== null && value !== undefined);
  return (
    <>
      <p>{say(reason.sentence)}</p>
      {reason.explanation !== undefined && <p className="explanation">{say(reason.explanation)}</p>}
      {facts.length > 0 && (
        <dl className="why-facts" aria-label={say(W.facts)}>
          {facts.map(({ name, title, value }) => (
            <div key={name}>
              <dt>{title === undefined ? name : say(title)}</dt>
              <dd>{factOf(name, value, say)}</dd>
            </div>
          ))}
        </dl>
      )}
      {reason.condition !== undefined && (
        <p>
          {say(W.condition)} <code>{reason.condition}</code>
        </p>
      )}
      {reason.build !== undefined && (
        <p className="muted">
          {say(W.build)} <code>{reason.build}</code>
        </p>
      )}
    </>
  );
}

function factOf(name: string, value: unknown, say: (text: { zh: string; en: string }) => string): string {
  if (typeof value === 'boolean') return say(value ? both('是', 'Yes') : both('否', 'No'));
  if (typeof value === 'number' && /(?:amount|fen|cost|loss)/i.test(name)) return yuanOf(value);
  return typeof value === 'string' || typeof value === 'number' ? String(value) : JSON.stringify(value);
}
