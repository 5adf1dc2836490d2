import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { api, bodyOf } from '../client/http';
import { caseKey } from '../client/queries';
import { Money } from '../parts/time';
import { both } from '../words/both';
import { useList, useSay } from '../words/language';

const W = {
  cost: both('最多花费', 'Costs at most'),
  approval: both('审批', 'Approved by'),
  nobody: both('无须审批', 'Nobody has to approve it'),
  minimum: both('法定最低', 'The law grants at least'),
  below: both('低于法定最低标准', 'Less than the law grants'),
};

/** What a proposal would cost, who would approve it and what the law grants, as it is being put together. */
export function ProposalPreview({
  no,
  task,
  data,
}: {
  no: string;
  task: string | undefined;
  data: unknown;
}): ReactNode {
  const say = useSay();
  const list = useList();
  const [asked] = useDebouncedValue(data, 400);
  const { data: seen } = useQuery({
    queryKey: [...caseKey(no), 'preview', task, asked],
    queryFn: () =>
      bodyOf(
        api.POST('/api/v1/complaints/{no}/proposal-preview', {
          params: { path: { no } },
          body: { data: asked as never, ...(task === undefined ? {} : { task }) },
        }),
      ),
    // What is not complete yet has no cost.
    retry: false,
    staleTime: 10_000,
  });
  if (seen === undefined) return null;
  const { legalMinimum: law } = seen;
  const isBelow = law !== undefined && law.offeredFen < law.minimumFen;
  return (
    <dl className="preview" aria-live="polite">
      <div>
        <dt>{say(W.cost)}</dt>
        <dd>
          <Money fen={seen.costFen} />
        </dd>
      </div>
      <div>
        <dt>{say(W.approval)}</dt>
        <dd>
          {seen.approval === undefined ? say(W.nobody) : list(seen.approval.roles.map(({ title }) => say(title)))}
        </dd>
      </div>
      {law !== undefined && (
        <div>
          <dt>{say(W.minimum)}</dt>
          <dd>
            <Money fen={law.minimumFen} />
            {isBelow && <span className="due due-overdue">▲ {say(W.below)}</span>}
          </dd>
        </div>
      )}
      {seen.refusal !== undefined && (
        <div className="fault">
          <span aria-hidden="true">▲ </span>
          {say(seen.refusal.message)} {seen.refusal.wayOut !== undefined && say(seen.refusal.wayOut)}
        </div>
      )}
    </dl>
  );
}
