import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { useKeys } from '../../app/keys';
import { useMe } from '../../client/session';
import { approvals } from '../../client/tasks';
import type { TaskSeen } from '../../client/tasks';
import { Empty, Failure, Loading } from '../../parts/states';
import { useSay } from '../../words/language';
import { ApprovalCard } from './approval-card';
import { Batch } from './batch';
import { W } from './words';

const idOf = ({ no, id }: TaskSeen): string => `${no} ${id}`;

/** What waits for my approval; several can be approved together, each by an act of its own. */
export function ApprovalsPage(): ReactNode {
  const say = useSay();
  const me = useMe();
  const { data, error, refetch } = useQuery({ queryKey: ['tasks', me.for ?? me.id, 'approvals'], queryFn: approvals });
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [batch, setBatch] = useState<readonly TaskSeen[]>();
  const [at, setAt] = useState(0);
  useEffect(() => {
    document.title = `${say(W.title)} · Redress`;
  }, [say]);
  const cardAt = (i: number) => document.querySelectorAll<HTMLElement>('.approval')[i];
  const move = (by: number) => {
    const next = Math.max(0, Math.min((data?.length ?? 1) - 1, at + by));
    setAt(next);
    cardAt(next)?.focus();
  };
  const press = (answer: string) => cardAt(at)?.querySelector<HTMLElement>(`[data-answer="${answer}"]`)?.click();
  const select = (task: TaskSeen, isSelected: boolean) =>
    setChosen(
      (before) => new Set(isSelected ? [...before, idOf(task)] : [...before].filter((one) => one !== idOf(task))),
    );
  useKeys({
    j: () => move(1),
    k: () => move(-1),
    a: () => press('approve'),
    r: () => press('sendBack'),
    x: () => {
      const task = data?.[at];
      if (task !== undefined) select(task, !chosen.has(idOf(task)));
    },
  });
  if (data === undefined)
    return error === null ? (
      <Loading lines={6} height={80} />
    ) : (
      <Failure error={error} onRetry={() => void refetch()} />
    );
  const selected = data.filter((task) => chosen.has(idOf(task)));
  return (
    <div className="approvals-page">
      <header className="page-head">
        <h1>
          {say(W.title)} <span className="count">{data.length}</span>
        </h1>
      </header>
      {data.length === 0 && (
        <Empty title={W.empty}>
          <p>{say(W.emptyNext)}</p>
        </Empty>
      )}
      <ul className="approvals">
        {data.map((task, i) => (
          <ApprovalCard
            key={idOf(task)}
            task={task}
            isCurrent={i === at}
            isSelected={chosen.has(idOf(task))}
            onSelect={(isSelected) => select(task, isSelected)}
            onFocus={() => setAt(i)}
          />
        ))}
      </ul>
      {selected.length > 0 && (
        <div className="batch-bar">
          <span>
            {say(W.selected)} {selected.length}
          </span>
          <Button onClick={() => setBatch(selected)}>{say(W.batch)}</Button>
        </div>
      )}
      {batch !== undefined && (
        <Batch
          tasks={batch}
          onClose={() => {
            setBatch(undefined);
            setChosen(new Set());
          }}
        />
      )}
    </div>
  );
}
