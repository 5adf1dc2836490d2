import { Button, Skeleton } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { ApiProblem, NoAnswer } from '../client/http';
import { both } from '../words/both';
import type { Bilingual } from '../words/both';
import { useSay } from '../words/language';

const SHOWN_AFTER_MS = 150;

/** The place of what is being loaded, of its final size; not shown for what comes at once. */
export function Loading({ lines = 4, height = 36 }: { lines?: number; height?: number }): ReactNode {
  const say = useSay();
  const [isShown, setShown] = useState(false);
  useEffect(() => {
    const timer = window.setTimeout(() => setShown(true), SHOWN_AFTER_MS);
    return () => window.clearTimeout(timer);
  }, []);
  return (
    <div className="loading" role="status" aria-busy="true" style={{ minHeight: lines * (height + 8) }}>
      <span className="sr-only">{say(both('正在加载', 'Loading'))}</span>
      {isShown && Array.from({ length: lines }, (_, i) => <Skeleton key={i} height={height} mb={8} />)}
    </div>
  );
}

/** Nothing is there: why, and what one could do next. */
export function Empty({ title, children }: { title: Bilingual; children?: ReactNode }): ReactNode {
  const say = useSay();
  return (
    <div className="empty">
      <p className="empty-title">{say(title)}</p>
      {children}
    </div>
  );
}

const NO_ANSWER = both('连接不上服务器。', 'The server cannot be reached.');
const CHECK = both(
  '请检查网络；已填内容都在，连接恢复后可继续。',
  'Check the network. What you typed is kept; go on once it is back.',
);
const UNKNOWN = both('出了意外的问题。', 'Something unexpected went wrong.');
const AGAIN = both('重试', 'Try again');

/** What went wrong, what can be done instead, and the number by which the log knows it. */
export function Failure({ error, onRetry }: { error: unknown; onRetry?: () => void }): ReactNode {
  const say = useSay();
  const { detail, wayOut, instance } = saidBy(error);
  return (
    <div className="failure" role="alert">
      <p>
        <span aria-hidden="true">▲ </span>
        {typeof detail === 'string' ? detail : say(detail)}
      </p>
      {wayOut !== undefined && <p>{typeof wayOut === 'string' ? wayOut : say(wayOut)}</p>}
      {instance !== undefined && <p className="instance">{instance}</p>}
      {onRetry !== undefined && (
        <Button variant="default" size="compact-md" onClick={onRetry}>
          {say(AGAIN)}
        </Button>
      )}
    </div>
  );
}

function saidBy(error: unknown): { detail: string | Bilingual; wayOut?: string | Bilingual; instance?: string } {
  if (error instanceof NoAnswer) return { detail: NO_ANSWER, wayOut: CHECK };
  if (!(error instanceof ApiProblem)) return { detail: UNKNOWN };
  const { wayOut, instance } = error.more;
  return {
    detail: error.detail === '' ? NO_ANSWER : error.detail,
    ...(wayOut === undefined ? {} : { wayOut }),
    ...(instance === undefined ? {} : { instance: instance.replace('urn:redress:request:', '') }),
  };
}
