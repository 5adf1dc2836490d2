import { Button } from '@mantine/core';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { KeyboardEvent, ReactNode } from 'react';
import { isComposing } from '../app/keys';
import { ApiProblem } from '../client/http';
import type { PossibleAction } from '../client/queries';
import { useDraft } from '../drafts/use-draft';
import { faultsOf } from '../form/check';
import type { FieldFaults } from '../form/check';
import { FormWorldProvider } from '../form/context';
import { SchemaForm } from '../form/schema-form';
import { withoutExcluded } from '../form/rules';
import { beginningOf, valueAt, withoutEmpty } from '../form/schema';
import type { Option, Schema } from '../form/schema';
import { Failure, Loading } from '../parts/states';
import { useIsOnline } from '../parts/online';
import { both } from '../words/both';
import { ZONE } from '../words/format';
import { useSay } from '../words/language';
import { EndedElsewhere, hasEnded } from './ended-elsewhere';
import { ProposalPreview } from './proposal-preview';
import { complaintAt, useSending } from './use-sending';
import type { FileAt, Settled } from './use-sending';

/** Sent after a pause in which they can be called back; nothing that costs money is among them. */
const UNDOABLE = new Set(['note', 'reassign', 'pause']);
/** Written to colleagues alone. */
const INTERNAL = new Set(['note', 'attach', 'reassign', 'escalate', 'pause', 'resume']);

const OFFLINE = both(
  '没有网络，暂不能提交；草稿会保留。',
  'Without a connection nothing can be sent. The draft is kept.',
);
const FINISHING = both(
  '案件正在完成上一步，随后自动提交。',
  'The case is finishing its last step. Your entry is sent automatically afterwards.',
);
const UNKNOWN = both(
  '没有收到结果，可能已经办理。请重复提交：同一操作不会办两次。',
  'No answer came; it may have been done. Send it again: the same thing is not done twice.',
);
const RESTORED = both('已恢复上次填写的内容。', 'What you typed before is here again.');
const CLEAR = both('清空', 'Clear');
const SOON = both('即将提交。', 'About to be sent.');

/** Whether nothing is missing any more. */
function isWhole(schema: Schema, data: unknown): boolean {
  return Object.keys(faultsOf(schema, withoutEmpty(data) ?? {})).length === 0;
}

/** Under which a form's draft is kept: its case, its task and what it does. */
export function draftIdOf(no: string, { task = '-', action }: Pick<PossibleAction, 'task' | 'action'>): string {
  return `action/${no}/${task}/${action}`;
}

/** Of a reassignment, the task chosen so far: who may be given it depends on that. */
function taskToGive(no: string, action: string, data: unknown): { no: string; task: string } | undefined {
  const task = action === 'reassign' ? valueAt(data, ['task']) : undefined;
  return typeof task === 'string' ? { no, task } : undefined;
}

export interface ActionFormProps {
  no: string;
  /** Where it is sent, where that is no complaint. */
  at?: FileAt;
  action: Pick<PossibleAction, 'action' | 'task' | 'title' | 'help' | 'schema' | 'fields' | 'remedies'>;
  /** What can be chosen in fields that the case or its policy knows. */
  options?: Readonly<Record<string, readonly Option[]>>;
  zone?: string;
  onDone: (answer: Settled) => void;
}

/** Does an action: its form by its schema, its draft, and the sending of it, once. */
export function ActionForm({ no, at, action, options = {}, zone = ZONE, onDone }: ActionFormProps): ReactNode {
  const say = useSay();
  const isOnline = useIsOnline();
  const schema = action.schema as Schema;
  const beginning = useMemo(() => beginningOf(schema) ?? {}, [schema]);
  const draft = useDraft<unknown>(draftIdOf(no, action), beginning);
  const [faults, setFaults] = useState<FieldFaults>({});
  const form = useRef<HTMLFormElement>(null);
  const { markSent, discard } = draft;
  const done = useCallback(
    (answer: Settled) => {
      void discard();
      onDone(answer);
    },
    [discard, onDone],
  );
  const { sending, start, callBack, sendNow } = useSending(at ?? complaintAt(no), action.action, {
    onDone: done,
    onUnknown: markSent,
    isUndoable: UNDOABLE.has(action.action),
  });
  const error = sending.at === 'refused' ? sending.error : undefined;
  useEffect(() => {
    if (!(error instanceof ApiProblem) || error.more.errors === undefined) return;
    setFaults(
      Object.fromEntries(error.more.errors.map(({ field, message }) => [field.replace(/^data\./, ''), message])),
    );
  }, [error]);
  useEffect(() => {
    // The first field that is wrong, for whoever does not see the colour.
    if (Object.keys(faults).length > 0)
      form.current?.querySelector<HTMLElement>('[aria-invalid="true"] input, [aria-invalid="true"]')?.focus();
  }, [faults]);

  if (draft.data === undefined) return <Loading lines={3} />;
  const isUnderWay = sending.at === 'sending' || sending.at === 'busy' || sending.at === 'undo';
  const isUnknown = draft.sent && !isUnderWay;
  const submit = () => {
    if (isUnderWay || !isOnline || draft.data === undefined) return;
    const data = withoutExcluded(schema, withoutEmpty(draft.data) ?? {});
    const found = faultsOf(schema, data);
    setFaults(found);
    if (Object.keys(found).length > 0) return;
    start({ ...(action.task === undefined ? {} : { task: action.task }), data }, draft.key);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (isComposing(event)) return;
    const isIn = event.target instanceof HTMLInputElement;
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      submit();
    } else if (event.key === 'Enter' && isIn) event.preventDefault();
  };
  if (at === undefined && hasEnded(error))
    return <EndedElsewhere no={no} task={action.task} data={draft.data} onLeave={() => void discard()} />;
  return (
    <form
      ref={form}
      className={`action-form ${INTERNAL.has(action.action) ? 'internal' : ''}`}
      aria-label={say(action.title)}
      onSubmit={(event) => event.preventDefault()}
      onKeyDown={onKeyDown}
      noValidate
    >
      <p className="action-help">{say(action.help)}</p>
      {draft.wasKept && !isUnknown && (
        <p className="restored">
          {say(RESTORED)}{' '}
          <Button variant="subtle" size="compact-xs" onClick={() => void discard()}>
            {say(CLEAR)}
          </Button>
        </p>
      )}
      <FormWorldProvider
        value={{
          titles: action.fields,
          optionsOf: (name) => options[name],
          remedies: action.remedies ?? [],
          toGive: taskToGive(no, action.action, draft.data),
          filesTo: at === undefined ? no : undefined,
          ...{ zone, faults, isLocked: isUnderWay || isUnknown },
        }}
      >
        <SchemaForm action={action.action} schema={schema} data={draft.data} onChange={draft.change} />
      </FormWorldProvider>
      {action.action === 'propose' && at === undefined && isWhole(schema, draft.data) && (
        <ProposalPreview no={no} task={action.task} data={withoutEmpty(draft.data)} />
      )}
      {isUnknown && (
        <div className="unknown" role="alert">
          <span aria-hidden="true">? </span>
          {say(UNKNOWN)}
        </div>
      )}
      {error !== undefined && <Failure error={error} />}
      <div className="action-bar">
        {sending.at === 'undo' ? (
          <>
            <Button variant="default" onClick={callBack}>
              {say(both('撤回', 'Undo'))}
            </Button>
            <Button variant="subtle" onClick={sendNow}>
              {say(both('立即提交', 'Send now'))}
            </Button>
          </>
        ) : (
          <Button onClick={submit} loading={isUnderWay} disabled={!isOnline} aria-keyshortcuts="Control+Enter">
            {isUnknown ? say(both('重复提交', 'Send again')) : say(action.title)}
          </Button>
        )}
        <span className="action-note" role="status">
          {!isOnline && say(OFFLINE)}
          {sending.at === 'busy' && say(FINISHING)}
          {sending.at === 'undo' && say(SOON)}
        </span>
      </div>
    </form>
  );
}
