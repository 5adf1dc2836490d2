import { Button } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useKeys } from '../../app/keys';
import { api, bodyOf, send } from '../../client/http';
import { newKey } from '../../drafts/use-draft';
import { Failure } from '../../parts/states';
import { Moment, Money } from '../../parts/time';
import { useSay } from '../../words/language';
import { W } from './words';

/** From so many digits on somebody can be known by their telephone number. */
const DIGITS = 7;
const BY_KEY = 3;

/** What whoever calls has complained of before; it blocks nothing, and saves asking. */
export function EarlierComplaints({
  phone = '',
  text,
  channel,
  follows,
  onFollow,
}: {
  phone: string | undefined;
  text: string | undefined;
  channel: string;
  follows: string | undefined;
  onFollow: (no: string | undefined) => void;
}): ReactNode {
  const say = useSay();
  const navigate = useNavigate();
  const digits = phone.replace(/\D/g, '');
  const [asked] = useDebouncedValue(phone.trim(), 300);
  const isKnowable = digits.length >= DIGITS;
  const { data } = useQuery({
    queryKey: ['earlier', asked],
    queryFn: () => bodyOf(api.GET('/api/v1/earlier', { params: { query: { phone: asked } } })),
    enabled: isKnowable && asked !== '',
    staleTime: 60_000,
    retry: false,
  });
  const open = (i: number) => {
    const no = data?.items[i]?.no;
    if (no !== undefined) void navigate({ to: '/complaints/$no', params: { no }, search: {} });
  };
  useKeys(Object.fromEntries(Array.from({ length: BY_KEY }, (_, i) => [`Alt+${i + 1}`, () => open(i)])));
  return (
    <section className="panel earlier" aria-live="polite">
      <h2>{say(W.earlier)}</h2>
      {!isKnowable && <p className="muted">{say(W.earlierHint)}</p>}
      {isKnowable && data?.items.length === 0 && <p className="muted">{say(W.earlierNone)}</p>}
      <ul>
        {isKnowable &&
          data?.items.map((one, i) => (
            <li key={one.no}>
              <button type="button" className="earlier-open" onClick={() => open(i)}>
                {i < BY_KEY && <kbd>Alt {i + 1}</kbd>} <span className="no">{one.no}</span>
              </button>
              <span className={`status status-${one.status}`}>{say(W.status[one.status])}</span>
              <div>
                {one.category !== undefined && say(one.category.title)}{' '}
                {one.recordedAt !== undefined && <Moment at={one.recordedAt} />}{' '}
                {one.costFen !== undefined && <Money fen={one.costFen} />}
              </div>
              <div className="earlier-actions">
                {(one.status === 'open' || one.status === 'resolved') && text !== undefined && text.trim() !== '' && (
                  <SameMatter no={one.no} text={text} channel={channel} />
                )}
                <Button
                  variant={follows === one.no ? 'light' : 'subtle'}
                  size="compact-sm"
                  aria-pressed={follows === one.no}
                  onClick={() => onFollow(follows === one.no ? undefined : one.no)}
                >
                  {say(W.follows)}
                </Button>
              </div>
            </li>
          ))}
      </ul>
    </section>
  );
}

/** Puts the customer's words down in a case that is there already; nothing is registered. */
function SameMatter({ no, text, channel }: { no: string; text: string; channel: string }): ReactNode {
  const say = useSay();
  const [key] = useState(newKey);
  const [state, setState] = useState<'rest' | 'sending' | 'sent'>('rest');
  const [error, setError] = useState<unknown>();
  const go = async () => {
    setState('sending');
    setError(undefined);
    try {
      await send('POST', `/complaints/${no}/actions/receiveMessage`, { body: { data: { channel, text } }, key });
      setState('sent');
    } catch (failed) {
      setError(failed);
      setState('rest');
    }
  };
  if (state === 'sent')
    return (
      <span role="status" className="due due-later">
        ✓ {say(W.sameSent)}
      </span>
    );
  return (
    <>
      <Button variant="subtle" size="compact-sm" loading={state === 'sending'} onClick={() => void go()}>
        {say(W.same)}
      </Button>
      {error !== undefined && <Failure error={error} />}
    </>
  );
}
