import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { NowPanel } from '../../action/now-panel';
import { useKeys } from '../../app/keys';
import { useSay, useSpoken } from '../../words/language';
import type { Registered } from './use-registering';
import { W } from './words';

/** What is done while the customer is still there. */
const AT_ONCE = ['confirmRecord', 'solveAtOnce', 'decideAtDesk', 'settleCustomer'];

/** The number, large enough to be read out, and what can be done while the customer is still there. */
export function RegisteredSays({ answer, onNext }: { answer: Registered; onNext: () => void }): ReactNode {
  const say = useSay();
  const { language } = useSpoken();
  const [isCopied, setCopied] = useState(false);
  const { no } = answer;
  useKeys({ n: onNext });
  const isAtOnce = answer.tasks.some(({ actions }) => actions.some((one) => AT_ONCE.includes(one)));
  return (
    <div className="registered">
      <section className="panel" role="status">
        <p>
          <span aria-hidden="true">✓ </span>
          {say(W.done)}
        </p>
        <p className="big-number no">{no}</p>
        <div className="action-bar">
          <Button onClick={onNext} autoFocus>
            {say(W.nextCall)}
          </Button>
          <Button variant="default" onClick={() => void navigator.clipboard.writeText(no).then(() => setCopied(true))}>
            {say(isCopied ? W.copied : W.copy)}
          </Button>
          <a
            href={`/api/v1/complaints/${no}/documents/register-form?language=${language}`}
            target="_blank"
            rel="noreferrer"
          >
            {say(W.print)}
          </a>
          <Link to="/complaints/$no" params={{ no }} search={{}}>
            {say(W.open)}
          </Link>
        </div>
      </section>
      {isAtOnce && <NowPanel no={no} />}
    </div>
  );
}
