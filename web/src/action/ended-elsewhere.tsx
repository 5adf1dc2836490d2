import { Button } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { ApiProblem, send } from '../client/http';
import { caseKey, timelineQuery } from '../client/queries';
import { newKey } from '../drafts/use-draft';
import { Failure } from '../parts/states';
import { Moment } from '../parts/time';
import { both } from '../words/both';
import { useSay } from '../words/language';

/** Whether a refusal says that the task is no longer open. */
export function hasEnded(error: unknown): boolean {
  return error instanceof ApiProblem && (error.code === 'TaskEnded' || error.code === 'NoOpenTask');
}

const ENDED = both('此待办已经结束。', 'This task has ended meanwhile.');
const KEEP = both('把已填内容存为备注', 'Keep what I wrote as a note');
const CLOSE = both('关闭', 'Close');
const DROP = both('不再需要', 'Not needed any more');
const KEPT = both('已存为备注。', 'Kept as a note.');

/** All that somebody wrote, for a note: texts alone, in the order of the form. */
export function writtenIn(data: unknown): string[] {
  if (typeof data === 'string') return data.trim() === '' ? [] : [data.trim()];
  if (typeof data !== 'object' || data === null) return [];
  return Object.values(data).flatMap(writtenIn);
}

/** Who ended the task meanwhile, and when; what was typed here stays, and can become a note. */
export function EndedElsewhere({
  no,
  task,
  data,
  onLeave,
}: {
  no: string;
  task: string | undefined;
  data: unknown;
  /** What was typed is no longer needed here. */
  onLeave: () => void;
}): ReactNode {
  const say = useSay();
  const client = useQueryClient();
  const { data: story } = useQuery({ ...timelineQuery(no), staleTime: 0 });
  const [state, setState] = useState<'open' | 'sending' | 'kept'>('open');
  const [key] = useState(newKey);
  const [error, setError] = useState<unknown>();
  const ended = story?.findLast(
    ({ type, data: facts }) =>
      ['TaskDone', 'TaskDecidedByDefault', 'TaskCancelled'].includes(type) &&
      (facts['task'] === task || task === undefined),
  );
  const text = writtenIn(data).join('\n');
  const keep = async () => {
    setState('sending');
    setError(undefined);
    try {
      await send('POST', `/complaints/${no}/actions/note`, { body: { data: { text } }, key });
      setState('kept');
      await client.invalidateQueries({ queryKey: caseKey(no) });
    } catch (failed) {
      setError(failed);
      setState('open');
    }
  };
  return (
    <div className="ended" role="alert">
      <p className="ended-title">{say(ENDED)}</p>
      {ended !== undefined && (
        <p>
          {say(ended.sentence)} <Moment at={ended.at} />
        </p>
      )}
      {text !== '' && state !== 'kept' && (
        <>
          <blockquote className="internal">{text}</blockquote>
          <Button variant="default" loading={state === 'sending'} onClick={() => void keep()}>
            {say(KEEP)}
          </Button>
        </>
      )}
      {state === 'kept' && <p role="status">{say(KEPT)}</p>}
      <Button variant="subtle" onClick={onLeave}>
        {say(state === 'kept' ? CLOSE : DROP)}
      </Button>
      {error !== undefined && <Failure error={error} />}
    </div>
  );
}
