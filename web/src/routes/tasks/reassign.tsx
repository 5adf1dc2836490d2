import { Button, Modal, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import type { ReactNode } from 'react';
import { useKeys } from '../../app/keys';
import { send } from '../../client/http';
import { sendEach } from '../../client/send-each';
import type { Result } from '../../client/send-each';
import type { TaskSeen } from '../../client/tasks';
import { newKey } from '../../drafts/use-draft';
import { FormWorldProvider } from '../../form/context';
import { PersonField } from '../../form/person-field';
import { both } from '../../words/both';
import { ZONE } from '../../words/format';
import { useSay } from '../../words/language';

const R = {
  reassign: both('改派', 'Reassign'),
  title: both('改派所选待办', 'Reassign what is selected'),
  to: both('改派给', 'Give them to'),
  why: both('原因（可不填）', 'Reason, if you like'),
  clear: both('取消选择', 'Select none'),
  close: both('关闭', 'Close'),
  done: both('已改派', 'reassigned'),
  notDone: both('未改派', 'not reassigned'),
};

const rowId = ({ no, id }: TaskSeen): string => `${no} ${id}`;

/** Tasks of complaints alone are given to somebody else by one action that all have. */
export function canGive({ kind }: TaskSeen): boolean {
  return kind === 'complaint';
}

export interface Selection {
  has: (id: string) => boolean;
  toggle: (id: string) => void;
  clear: () => void;
  size: number;
}

/** Which rows are chosen. */
export function useSelection(): Selection {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const toggle = useCallback(
    (id: string) =>
      setChosen((before) => {
        const after = new Set(before);
        if (!after.delete(id)) after.add(id);
        return after;
      }),
    [],
  );
  return { has: (id) => chosen.has(id), toggle, clear: () => setChosen(new Set()), size: chosen.size };
}

/** How many are chosen, and the sheet that gives them to somebody else. */
export function ReassignBar({ tasks, selection }: { tasks: readonly TaskSeen[]; selection: Selection }): ReactNode {
  const say = useSay();
  const [given, setGiven] = useState<readonly TaskSeen[]>();
  const chosen = tasks.filter((task) => selection.has(rowId(task)));
  useKeys({
    e: () => {
      if (chosen.length > 0) setGiven(chosen);
    },
  });
  const close = () => {
    setGiven(undefined);
    selection.clear();
  };
  return (
    <>
      {chosen.length > 0 && (
        <div className="reassign-bar">
          <span role="status">{say(both(`已选 ${chosen.length} 项`, `${chosen.length} selected`))}</span>
          <Button onClick={() => setGiven(chosen)}>{say(R.reassign)}</Button>
          <Button variant="default" onClick={selection.clear}>
            {say(R.clear)}
          </Button>
        </div>
      )}
      {given !== undefined && <Sheet tasks={given} onClose={close} />}
    </>
  );
}

/** Each is reassigned by itself, four at a time, and says whether it was; what is sent again is not done twice. */
function Sheet({ tasks, onClose }: { tasks: readonly TaskSeen[]; onClose: () => void }): ReactNode {
  const say = useSay();
  const client = useQueryClient();
  const [person, setPerson] = useState<string>();
  const [reason, setReason] = useState('');
  const [results, setResults] = useState<ReadonlyMap<string, Result>>();
  const [isSending, setSending] = useState(false);
  const [first] = tasks;
  const run = async () => {
    setSending(true);
    const found = await sendEach(tasks, rowId, (task) => {
      const data = { task: task.id, person, ...(reason.trim() === '' ? {} : { reason: reason.trim() }) };
      const key = newKey();
      return () => send('POST', `/complaints/${task.no}/actions/reassign`, { body: { data }, key });
    });
    setResults(found);
    setSending(false);
    await client.invalidateQueries({ queryKey: ['tasks'] });
    await client.invalidateQueries({ queryKey: ['case'] });
    await client.invalidateQueries({ queryKey: ['dashboard'] });
  };
  const done = [...(results?.values() ?? [])].filter(({ isDone }) => isDone).length;
  return (
    <Modal opened onClose={onClose} title={say(R.title)} closeButtonProps={{ 'aria-label': say(R.close) }} size="lg">
      <div className="batch reassign" aria-live="polite">
        <FormWorldProvider
          value={{
            ...{ titles: {}, optionsOf: () => undefined, remedies: [], zone: ZONE, faults: {}, isLocked: isSending },
            toGive: first === undefined ? undefined : { no: first.no, task: first.id },
          }}
        >
          <PersonField
            {...{ label: say(R.to), field: 'person', isRequired: true, isLocked: isSending || results !== undefined }}
            value={person}
            onChange={setPerson}
          />
        </FormWorldProvider>
        <TextInput
          label={say(R.why)}
          value={reason}
          disabled={isSending || results !== undefined}
          onChange={({ currentTarget }) => setReason(currentTarget.value)}
        />
        <ul className="batch-list">
          {tasks.map((task) => {
            const result = results?.get(rowId(task));
            return (
              <li key={rowId(task)} data-result={result === undefined ? undefined : result.isDone ? 'done' : 'notDone'}>
                <span className="no">{task.no}</span> {say(task.title)}
                {result !== undefined && (
                  <span className={result.isDone ? 'due due-later' : 'batch-conflict'}>
                    {result.isDone ? `✓ ${say(R.done)}` : `▲ ${say(R.notDone)} ${result.why ?? ''}`}
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
                `${done} 项已改派，${tasks.length - done} 项未改派。`,
                `${done} reassigned, ${tasks.length - done} not.`,
              ),
            )}
          </p>
        )}
        <div className="action-bar">
          {results === undefined ? (
            <Button onClick={() => void run()} loading={isSending} disabled={person === undefined}>
              {say(R.reassign)}
            </Button>
          ) : (
            <Button variant="default" onClick={onClose}>
              {say(R.close)}
            </Button>
          )}
        </div>
      </div>
    </Modal>
  );
}
