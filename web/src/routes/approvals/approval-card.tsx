import { Button, Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useCallback, useState } from 'react';
import type { ReactNode } from 'react';
import { roleTitle } from '../../action/now-panel';
import { complaintAt, useSending } from '../../action/use-sending';
import { actionsQuery, complaintQuery, forecastQuery, policyQuery } from '../../client/queries';
import type { TaskSeen } from '../../client/tasks';
import { useDraft } from '../../drafts/use-draft';
import { MISSING } from '../../form/check';
import { useIsOnline } from '../../parts/online';
import { Failure, Loading } from '../../parts/states';
import { Due, Money } from '../../parts/time';
import { useSay } from '../../words/language';
import { costOf, demandOf, offersOf, textIn } from './approval-facts';
import { W } from './words';

/** One approval: what it costs and why, what happens otherwise, and the two answers. */
export function ApprovalCard({
  task,
  isCurrent,
  isSelected,
  onSelect,
  onFocus,
}: {
  task: TaskSeen;
  isCurrent: boolean;
  isSelected: boolean;
  onSelect: (isSelected: boolean) => void;
  onFocus: () => void;
}): ReactNode {
  const say = useSay();
  const { no } = task;
  const { data: detail, error } = useQuery(complaintQuery(no));
  const { data: possible } = useQuery(actionsQuery(no));
  const { data: forecast } = useQuery(forecastQuery(no));
  const { data: policy } = useQuery(policyQuery(task.policy));
  if (detail === undefined)
    return <li className="approval">{error === null ? <Loading lines={3} /> : <Failure error={error} />}</li>;
  const cost = costOf(detail);
  const demand = demandOf(detail);
  const offers = offersOf(detail, say);
  const cause = textIn(detail.findings, 'cause');
  const proposer = textIn(detail.proposal, 'by');
  const approve = possible?.items.find((one) => one.action === 'approve' && one.task === task.id);
  const [otherwise] = forecast?.items.filter((one) => one.task === task.id && one.what !== 'remind') ?? [];
  return (
    <li
      className="approval"
      data-current={isCurrent}
      data-approval={`${no} ${task.id}`}
      onFocus={onFocus}
      tabIndex={-1}
    >
      <div className="approval-head">
        <label className="select-one">
          <input
            type="checkbox"
            checked={isSelected}
            onChange={({ currentTarget }) => onSelect(currentTarget.checked)}
          />
          <span className="sr-only">
            {say(W.select)} {no}
          </span>
        </label>
        {cost !== undefined && (
          <span className="amount">
            <Money fen={cost} />
          </span>
        )}
        <Link to="/complaints/$no" params={{ no }} search={{}} className="no" aria-label={`${say(W.details)} ${no}`}>
          {no}
        </Link>
        {detail.category !== undefined && <span>{say(detail.category.title)}</span>}
        <Due at={task.dueAt} />
      </div>
      <dl className="approval-facts">
        {demand !== undefined && <Fact title={say(W.demand)}>{<Money fen={demand} />}</Fact>}
        {offers.length > 0 && <Fact title={say(W.offer)}>{offers.join(' / ')}</Fact>}
        {proposer !== undefined && <Fact title={say(W.proposer)}>{nameIn(detail, proposer)}</Fact>}
        {cause !== undefined && <Fact title={say(W.cause)}>{cause}</Fact>}
        <Fact title={say(W.tier)}>{roleTitle(policy, task.role, say)}</Fact>
        {otherwise !== undefined && <Fact title={say(W.otherwise)}>{say(otherwise.sentence)}</Fact>}
      </dl>
      {approve?.allowed === false ? (
        <p className="batch-conflict">
          <span aria-hidden="true">▲ </span>
          {approve.refusal === undefined ? '' : say(approve.refusal.message)}
        </p>
      ) : (
        <Answers no={no} task={task.id} />
      )}
    </li>
  );
}

function nameIn({ handler }: { handler?: { id: string; name: string } | undefined }, id: string): string {
  return handler?.id === id ? handler.name : id;
}

function Fact({ title, children }: { title: string; children: ReactNode }): ReactNode {
  return (
    <>
      <dt>{title}</dt>
      <dd>{children}</dd>
    </>
  );
}

const MOST_REASONS = 5;

/** Approve, or send back with a reason; neither by a swipe. */
function Answers({ no, task }: { no: string; task: string }): ReactNode {
  const say = useSay();
  const isOnline = useIsOnline();
  const approving = useDraft<object>(`action/${no}/${task}/approve`, {});
  const rejecting = useDraft<{ reason?: string }>(`action/${no}/${task}/reject`, {});
  // What one wrote before is as private as what one is writing.
  const kept = useDraft<string[]>('reasons', []);
  const last = kept.data ?? [];
  const [isRejecting, setRejecting] = useState(false);
  const [isMissing, setMissing] = useState(false);
  const { discard: forget } = approving;
  const { discard: drop } = rejecting;
  const done = useCallback(() => {
    void forget();
    void drop();
  }, [forget, drop]);
  const approve = useSending(complaintAt(no), 'approve', {
    onDone: done,
    onUnknown: approving.markSent,
    isUndoable: false,
  });
  const reject = useSending(complaintAt(no), 'reject', {
    onDone: done,
    onUnknown: rejecting.markSent,
    isUndoable: false,
  });
  const reason = rejecting.data?.reason ?? '';
  const sendBack = () => {
    setMissing(reason.trim() === '');
    if (reason.trim() === '') return;
    kept.change([reason.trim(), ...last.filter((one) => one !== reason.trim())].slice(0, MOST_REASONS));
    reject.start({ task, data: { reason: reason.trim() } }, rejecting.key);
  };
  const failed = [approve.sending, reject.sending].find(({ at }) => at === 'refused' || at === 'unknown');
  const isBusy = [approve.sending, reject.sending].some(({ at }) => at === 'sending' || at === 'busy' || at === 'done');
  // The key under which it is sent is kept in its draft: nothing is offered before that is known.
  if (approving.data === undefined || rejecting.data === undefined) return null;
  return (
    <>
      {isRejecting && (
        <>
          <Textarea
            label={say(W.reason)}
            data-field="reason"
            value={reason}
            onChange={({ currentTarget }) => rejecting.change({ reason: currentTarget.value })}
            error={isMissing ? say(MISSING) : undefined}
            withAsterisk
            autosize
            minRows={2}
            autoFocus
          />
          <div className="reason-chips">
            {last.map((one) => (
              <button type="button" key={one} className="offered-one" onClick={() => rejecting.change({ reason: one })}>
                {one}
              </button>
            ))}
          </div>
        </>
      )}
      {failed !== undefined && 'error' in failed && <Failure error={failed.error} />}
      <div className="action-bar">
        {isRejecting ? (
          <>
            <Button color="red.9" onClick={sendBack} loading={isBusy} disabled={!isOnline} data-answer="reject">
              {say(W.reject)}
            </Button>
            <Button variant="default" onClick={() => setRejecting(false)} disabled={isBusy}>
              {say(W.cancel)}
            </Button>
          </>
        ) : (
          <>
            <Button
              onClick={() => approve.start({ task, data: {} }, approving.key)}
              loading={isBusy}
              disabled={!isOnline}
              data-answer="approve"
            >
              {say(W.approve)}
            </Button>
            <Button variant="default" onClick={() => setRejecting(true)} disabled={isBusy} data-answer="sendBack">
              {say(W.reject)}
            </Button>
          </>
        )}
      </div>
    </>
  );
}
