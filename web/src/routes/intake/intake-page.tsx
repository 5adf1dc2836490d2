import { Button, Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { KeyboardEvent, ReactNode } from 'react';
import { isComposing } from '../../app/keys';
import { ApiProblem } from '../../client/http';
import { policiesQuery, policyQuery } from '../../client/queries';
import { newKey, useDraft, useDraftDesk } from '../../drafts/use-draft';
import type { FieldFaults } from '../../form/check';
import { FormWorldProvider } from '../../form/context';
import { Failure, Loading } from '../../parts/states';
import { ZONE } from '../../words/format';
import { useSay, useSpoken } from '../../words/language';
import { EarlierComplaints } from './earlier';
import { bodyOfIntake, isBegun, missingIn } from './intake-data';
import type { IntakeData } from './intake-data';
import { IntakeFields } from './intake-fields';
import { ReadBack } from './read-back';
import { RegisteredSays } from './registered-says';
import { useRegistering } from './use-registering';
import type { Registered } from './use-registering';
import { W } from './words';

const route = getRouteApi('/new');
const LAST_POLICY = 'redress.policy';
const START = 'intake/';

/** Takes a complaint down while somebody is on the telephone; each begun one is a draft with an address of its own. */
export function IntakePage(): ReactNode {
  const say = useSay();
  const { draft } = route.useSearch();
  const navigate = useNavigate({ from: '/new' });
  const begin = useCallback((id: string) => void navigate({ search: { draft: id }, replace: true }), [navigate]);
  useEffect(() => {
    document.title = `${say(W.title)} · Redress`;
  }, [say]);
  useEffect(() => {
    if (draft === undefined) begin(newKey());
  }, [draft, begin]);
  return draft === undefined ? <Loading /> : <Intake key={draft} id={draft} onOpen={begin} />;
}

function Intake({ id, onOpen }: { id: string; onOpen: (id: string) => void }): ReactNode {
  const say = useSay();
  const { language } = useSpoken();
  const { data: policies, error } = useQuery(policiesQuery);
  const initial = useMemo(() => ({ channel: 'phone', language }), [language]);
  const draft = useDraft<IntakeData>(`${START}${id}`, initial);
  const { data, change, discard, markSent } = draft;
  const policyId = data?.policy ?? localStorage.getItem(LAST_POLICY) ?? policies?.items[0]?.id;
  const known = policies?.items.some((one) => one.id === policyId) === true ? policyId : policies?.items[0]?.id;
  const { data: policy } = useQuery({ ...policyQuery(known ?? ''), enabled: known !== undefined });
  const [faults, setFaults] = useState<FieldFaults>({});
  const [isReading, setReading] = useState(false);
  const [registered, setRegistered] = useState<Registered>();
  const form = useRef<HTMLDivElement>(null);
  const done = useCallback(
    (answer: Registered) => {
      setRegistered(answer);
      void discard();
    },
    [discard],
  );
  const { registering, register, stop } = useRegistering(done, markSent);

  const refusal = registering.at === 'refused' ? registering.error : undefined;
  useEffect(() => {
    if (!(refusal instanceof ApiProblem) || refusal.more.errors === undefined) return;
    setFaults(Object.fromEntries(refusal.more.errors.map(({ field, message }) => [field, message])));
    setReading(false);
  }, [refusal]);
  useEffect(() => {
    if (Object.keys(faults).length > 0)
      form.current?.querySelector<HTMLElement>('[aria-invalid="true"] input, [aria-invalid="true"]')?.focus();
  }, [faults]);

  if (error !== null && policies === undefined) return <Failure error={error} />;
  if (data === undefined || policy === undefined) return <Loading lines={8} height={48} />;
  if (registered !== undefined) return <RegisteredSays answer={registered} onNext={() => onOpen(newKey())} />;

  const step = () => {
    if (isReading || draft.sent) {
      if (registering.at !== 'sending') register(bodyOfIntake({ ...data, policy: policy.id }), draft.key);
      return;
    }
    const missing = missingIn(data, policy);
    setFaults(missing);
    setReading(Object.keys(missing).length === 0);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (isComposing(event)) return;
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      step();
    } else if (event.key === 'Escape' && isReading && !draft.sent) setReading(false);
  };
  return (
    <div className="intake" onKeyDown={onKeyDown}>
      <div className="intake-main" ref={form}>
        <header className="page-head">
          <h1>{say(W.title)}</h1>
          {(policies?.items.length ?? 0) > 1 && (
            <Select
              className="policy-choice"
              aria-label={say(W.policy)}
              data={policies?.items.map((one) => ({ value: one.id, label: say(one.title) })) ?? []}
              value={policy.id}
              onChange={(next) => {
                if (next === null) return;
                localStorage.setItem(LAST_POLICY, next);
                const { category: _category, fields: _fields, respondent: _respondent, ...kept } = data;
                change({ ...kept, policy: next });
              }}
              searchable
              disabled={isReading || draft.sent}
            />
          )}
        </header>
        <Begun current={id} onOpen={onOpen} />
        {isReading || draft.sent ? (
          <ReadBack
            data={data}
            policy={policy}
            registering={registering}
            isSent={draft.sent}
            onRegister={step}
            onEdit={() => {
              stop();
              setReading(false);
            }}
          />
        ) : (
          <div className="panel intake-form">
            <FormWorldProvider
              value={{ titles: {}, optionsOf: () => undefined, remedies: [], zone: ZONE, faults, isLocked: false }}
            >
              <IntakeFields data={data} policy={policy} onChange={change} />
            </FormWorldProvider>
            {Object.keys(faults).length > 0 && (
              <p className="fault" role="alert">
                {say(W.missing)}
              </p>
            )}
            <div className="action-bar">
              <Button onClick={step} aria-keyshortcuts="Control+Enter">
                {say(W.check)}
              </Button>
              <kbd>Ctrl Enter</kbd>
            </div>
          </div>
        )}
      </div>
      <EarlierComplaints
        phone={data.complainant?.phone}
        text={data.text}
        channel={data.channel ?? 'phone'}
        follows={data.follows}
        onFollow={(no) => {
          const { follows: _follows, ...kept } = data;
          change(no === undefined ? kept : { ...kept, follows: no });
        }}
      />
    </div>
  );
}

/** What was begun and not registered yet, this one among them. */
function Begun({ current, onOpen }: { current: string; onOpen: (id: string) => void }): ReactNode {
  const say = useSay();
  const desk = useDraftDesk();
  const { data = [] } = useQuery({
    queryKey: ['drafts', START, current],
    queryFn: () => desk.list(START),
    staleTime: 0,
  });
  const others = data.filter(({ id, data: typed }) => id !== `${START}${current}` && isBegun(typed as IntakeData));
  if (others.length === 0) return null;
  return (
    <nav className="draft-chips" aria-label={say(W.drafts)}>
      <span className="muted">{say(W.drafts)}</span>
      {others.map(({ id, data: typed }) => {
        const { complainant, text } = typed as IntakeData;
        return (
          <button type="button" key={id} className="offered-one" onClick={() => onOpen(id.slice(START.length))}>
            {complainant?.name ?? complainant?.phone ?? text?.slice(0, 12) ?? say(W.emptyDraft)}
          </button>
        );
      })}
      <button type="button" className="offered-one" onClick={() => onOpen(newKey())}>
        + {say(W.newDraft)}
      </button>
    </nav>
  );
}
