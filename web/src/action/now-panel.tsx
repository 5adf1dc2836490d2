import { Button, Menu, Modal } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import type { ReactNode } from 'react';
import { actionsQuery, complaintQuery, policyQuery } from '../client/queries';
import type { Complaint, Policy, PossibleAction } from '../client/queries';
import { Icon } from '../parts/icons';
import { Failure, Loading } from '../parts/states';
import { Due } from '../parts/time';
import { both } from '../words/both';
import { ZONE } from '../words/format';
import { useSay } from '../words/language';
import { useDraftDesk } from '../drafts/use-draft';
import { ActionForm, draftIdOf } from './action-form';
import { caseOptions } from './case-options';
import { EndedElsewhere } from './ended-elsewhere';
import type { Settled } from './use-sending';

const NOW = both('现在', 'Now');
const NOTHING = both('现在没有要您办的事。', 'Nothing here waits for you now.');
const AWAITED = both('等待', 'Waiting for');
const REFUSED = both('您现在不能办理', 'Not for you now');
const MORE = both('其他操作', 'More actions');
const BUSY = both('案件正在完成上一步…', 'The case is finishing its last step …');
const CLOSE = both('关闭', 'Close');

/** What somebody may do to a case now: the first action's form is open, the others a click away, refusals with their reason. */
export function NowPanel({
  no,
  task,
  onDone,
}: {
  no: string;
  /** The task meant, where one was chosen. */
  task?: string | undefined;
  onDone?: (answer: Settled) => void;
}): ReactNode {
  const say = useSay();
  const { data: possible, error, refetch } = useQuery(actionsQuery(no));
  const { data: detail } = useQuery(complaintQuery(no));
  const under = detail?.policy;
  const { data: policy } = useQuery({
    ...policyQuery(under?.id ?? '', under?.bundleHash),
    enabled: under !== undefined,
  });
  const [chosen, setChosen] = useState<string>();
  const [anytime, setAnytime] = useState<PossibleAction>();
  const [settled, setSettled] = useState<Settled>();
  const desk = useDraftDesk();
  const [held, setHeld] = useState<PossibleAction>();
  const done = useCallback(
    (answer: Settled) => {
      setChosen(undefined);
      setSettled(answer);
      onDone?.(answer);
    },
    [onDone],
  );

  if (error !== null && possible === undefined) return <Failure error={error} onRetry={() => void refetch()} />;
  if (possible === undefined || detail === undefined) return <Loading lines={3} height={56} />;
  const ofTasks = possible.items.filter((one) => one.task !== undefined);
  const meant = ofTasks.filter((one) => task === undefined || one.task === task);
  const offered = (meant.some(({ allowed }) => allowed) ? meant : ofTasks).filter(({ allowed }) => allowed);
  const refused = ofTasks.filter(({ allowed }) => !allowed);
  const always = possible.items.filter((one) => one.task === undefined && one.allowed);
  const idOf = (one: PossibleAction) => `${one.task ?? ''} ${one.action}`;
  const open = offered.find((one) => idOf(one) === chosen) ?? offered[0];
  // Somebody else ended it while words of ours stood in its form: those are never taken off the screen by that.
  const isLost = (one: PossibleAction | undefined) =>
    one !== undefined &&
    !offered.some((still) => idOf(still) === idOf(one)) &&
    desk.peek(draftIdOf(no, one)) !== undefined;
  if (open !== undefined && (held === undefined || idOf(open) !== idOf(held)) && !isLost(held)) setHeld(open);
  const lost = held !== undefined && isLost(held) ? held : undefined;
  const options = caseOptions(detail);
  const zone = policy?.calendar.zone ?? ZONE;
  return (
    <section className="now" aria-label={say(NOW)}>
      <div className="now-head">
        <h2>{say(NOW)}</h2>
        {possible.busy && <span role="status">{say(BUSY)}</span>}
        {always.length > 0 && (
          <Menu position="bottom-end" withinPortal>
            <Menu.Target>
              <Button variant="default" size="compact-md" leftSection={<Icon name="more" />}>
                {say(MORE)}
              </Button>
            </Menu.Target>
            <Menu.Dropdown>
              {always.map((one) => (
                <Menu.Item key={one.action} onClick={() => setAnytime(one)}>
                  <span className="menu-title">{say(one.title)}</span>
                  <span className="menu-help">{say(one.help)}</span>
                </Menu.Item>
              ))}
            </Menu.Dropdown>
          </Menu>
        )}
      </div>
      {settled !== undefined && <SettledSays answer={settled} policy={policy} />}
      {lost !== undefined && (
        <EndedElsewhere
          no={no}
          task={lost.task}
          data={desk.peek(draftIdOf(no, lost))?.data}
          onLeave={() => void desk.remove(draftIdOf(no, lost)).then(() => setHeld(undefined))}
        />
      )}
      {open === undefined ? (
        <Awaited detail={detail} policy={policy} />
      ) : (
        <>
          <TaskHead detail={detail} task={open.task} policy={policy} />
          {offered.length > 1 && (
            <div className="offered" role="group" aria-label={say(both('可办理的操作', 'What can be done'))}>
              {offered.map((one) => (
                <button
                  type="button"
                  key={idOf(one)}
                  className="offered-one"
                  aria-pressed={one === open}
                  onClick={() => setChosen(idOf(one))}
                >
                  {say(one.title)}
                </button>
              ))}
            </div>
          )}
          <ActionForm key={idOf(open)} {...{ no, options, zone }} action={open} onDone={done} />
        </>
      )}
      {refused.length > 0 && <Refused items={refused} />}
      <Modal
        opened={anytime !== undefined}
        onClose={() => setAnytime(undefined)}
        title={anytime === undefined ? '' : say(anytime.title)}
        closeButtonProps={{ 'aria-label': say(CLOSE) }}
        size="lg"
      >
        {anytime !== undefined && (
          <ActionForm
            no={no}
            action={anytime}
            options={options}
            zone={zone}
            onDone={(answer) => {
              setAnytime(undefined);
              done(answer);
            }}
          />
        )}
      </Modal>
    </section>
  );
}

function TaskHead({
  detail,
  task,
  policy,
}: {
  detail: Complaint;
  task: string | undefined;
  policy: Policy | undefined;
}): ReactNode {
  const say = useSay();
  const open = detail.tasks.find(({ id }) => id === task);
  if (open === undefined) return null;
  return (
    <p className="task-head">
      <strong>{say(open.title)}</strong>
      <span className="muted">{roleTitle(policy, open.role, say)}</span>
      <Due at={open.dueAt} />
    </p>
  );
}

/** What a role is called by a policy. */
export function roleTitle(
  policy: Policy | undefined,
  role: string,
  say: (text: { zh: string; en: string }) => string,
): string {
  const known = policy?.roles.find(({ id }) => id === role);
  return known === undefined ? '' : say(known.title);
}

/** Whom the case waits for, where that is not who looks. */
function Awaited({ detail, policy }: { detail: Complaint; policy: Policy | undefined }): ReactNode {
  const say = useSay();
  return (
    <div className="awaited">
      <p>{say(NOTHING)}</p>
      {detail.tasks.length > 0 && (
        <ul>
          {detail.tasks.map((task) => (
            <li key={task.id}>
              {say(AWAITED)} <strong>{roleTitle(policy, task.role, say)}</strong>
              {task.assignee !== undefined && ` (${task.assignee})`}
              {say(both('：', ': '))}
              {say(task.title)} <Due at={task.dueAt} />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** The new state in a sentence, for the eye and for whoever listens. */
function SettledSays({ answer, policy }: { answer: Settled; policy: Policy | undefined }): ReactNode {
  const say = useSay();
  const [next] = answer.tasks;
  const sentence =
    next === undefined
      ? answer.status === 'open'
        ? both('已办理。案件继续自动进行。', 'Done. The case continues automatically.')
        : both('已办理。案件已有结果。', 'Done. The case has come to its end.')
      : both(
          `已办理。接下来：${next.title.zh}，由${policy?.roles.find(({ id }) => id === next.role)?.title.zh ?? ''}办理。`,
          `Done. Next: ${next.title.en}, by the ${policy?.roles.find(({ id }) => id === next.role)?.title.en ?? 'next'}.`,
        );
  return (
    <p className="settled" role="status">
      <span aria-hidden="true">✓ </span>
      {say(sentence)}
    </p>
  );
}

function Refused({ items }: { items: readonly PossibleAction[] }): ReactNode {
  const say = useSay();
  return (
    <details className="refused">
      <summary>{`${say(REFUSED)} (${items.length})`}</summary>
      <ul>
        {items.map((one) => (
          <li key={`${one.task ?? ''} ${one.action}`}>
            <strong>{say(one.title)}</strong>
            {one.refusal !== undefined && ` — ${say(one.refusal.message)}`}
            {one.refusal?.wayOut !== undefined && ` ${say(one.refusal.wayOut)}`}
          </li>
        ))}
      </ul>
    </details>
  );
}
