import { Button, Modal } from '@mantine/core';
import { useQueries, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { send } from '../../client/http';
import { actionsQuery, complaintQuery } from '../../client/queries';
import { sendEach } from '../../client/send-each';
import type { Result } from '../../client/send-each';
import type { TaskSeen } from '../../client/tasks';
import { newKey } from '../../drafts/use-draft';
import { Money } from '../../parts/time';
import { useSay } from '../../words/language';
import { both } from '../../words/both';
import { costOf } from './approval-facts';
import { W } from './words';

/** Several approvals together: what they come to and which of them are not ours, then each as its own act. */
export function Batch({ tasks, onClose }: { tasks: readonly TaskSeen[]; onClose: () => void }): ReactNode {
  const say = useSay();
  const client = useQueryClient();
  const details = useQueries({ queries: tasks.map(({ no }) => complaintQuery(no)) });
  const possible = useQueries({ queries: tasks.map(({ no }) => actionsQuery(no)) });
  // Kept for this sheet: a second press sends the same again, and approves nothing twice.
  const [keys] = useState(() => new Map(tasks.map((task) => [idOf(task), newKey()])));
  const [results, setResults] = useState<ReadonlyMap<string, Result>>();
  const [isSending, setSending] = useState(false);
  const seen = tasks.map((task, i) => {
    const action = possible[i]?.data?.items.find((one) => one.action === 'approve' && one.task === task.id);
    const detail = details[i]?.data;
    return {
      task,
      cost: detail === undefined ? 0 : (costOf(detail) ?? 0),
      conflict: action?.allowed === false ? action.refusal?.message : undefined,
    };
  });
  const isChecked = possible.every(({ data }) => data !== undefined) && details.every(({ data }) => data !== undefined);
  const own = seen.filter(({ conflict }) => conflict === undefined);
  const conflicts = seen.filter(({ conflict }) => conflict !== undefined);
  const sum = own.reduce((all, { cost }) => all + cost, 0);

  const run = async () => {
    setSending(true);
    const found = await sendEach(
      own.map(({ task }) => task),
      idOf,
      (task) => {
        const key = keys.get(idOf(task)) ?? newKey();
        const body = { task: task.id, data: {} };
        return () => send('POST', `/complaints/${task.no}/actions/approve`, { body, key });
      },
    );
    setResults(found);
    setSending(false);
    await client.invalidateQueries({ queryKey: ['tasks'] });
    await client.invalidateQueries({ queryKey: ['case'] });
  };
  const done = [...(results?.values() ?? [])].filter(({ isDone }) => isDone).length;
  return (
    <Modal opened onClose={onClose} title={say(W.sheet)} closeButtonProps={{ 'aria-label': say(W.close) }} size="lg">
      <div className="batch" aria-live="polite">
        {!isChecked && <p>{say(W.checking)}</p>}
        {conflicts.length > 0 && (
          <>
            <h3>{say(W.conflicts)}</h3>
            <ul className="batch-list">
              {conflicts.map(({ task, conflict }) => (
                <li key={idOf(task)} className="batch-conflict">
                  <span aria-hidden="true">▲</span>
                  <span className="no">{task.no}</span>
                  {conflict !== undefined && <span>{say(conflict)}</span>}
                </li>
              ))}
            </ul>
          </>
        )}
        <p>
          {say(both(`${own.length} 件，${say(W.sum)} `, `${own.length} approvals, ${say(W.sum).toLowerCase()} `))}
          <Money fen={sum} />
        </p>
        <ul className="batch-list">
          {own.map(({ task, cost }) => {
            const result = results?.get(idOf(task));
            return (
              <li key={idOf(task)} data-result={result === undefined ? undefined : result.isDone ? 'done' : 'notDone'}>
                <span className="no">{task.no}</span>
                <Money fen={cost} />
                {result !== undefined && (
                  <span className={result.isDone ? 'due due-later' : 'batch-conflict'}>
                    {result.isDone ? `✓ ${say(W.done)}` : `▲ ${say(W.notDone)} ${result.why ?? ''}`}
                  </span>
                )}
              </li>
            );
          })}
        </ul>
        {results !== undefined && (
          <p role="status" className="settled">
            {say(
              both(
                `${done} 件已批准，${tasks.length - done} 件未批准。`,
                `${done} approved, ${tasks.length - done} not.`,
              ),
            )}
          </p>
        )}
        <div className="action-bar">
          {results === undefined ? (
            <Button onClick={() => void run()} loading={isSending} disabled={!isChecked || own.length === 0}>
              {say(W.confirm)}
            </Button>
          ) : (
            <Button variant="default" onClick={onClose}>
              {say(W.close)}
            </Button>
          )}
        </div>
      </div>
    </Modal>
  );
}

const idOf = ({ no, id }: TaskSeen): string => `${no} ${id}`;
