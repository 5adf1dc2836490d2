import '../../oversight.css';
import { Button, TextInput } from '@mantine/core';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { useMe } from '../../client/session';
import { Choice } from '../../form/choice';
import { Gate } from '../../parts/gate';
import { useSay } from '../../words/language';
import { AccessList } from './access-list';
import type { AccessShown } from './access-list';
import { W } from './words';

const route = getRouteApi('/audit');
const SHOWN: readonly AccessShown[] = ['refusals', 'readings', 'everything'];
/** Spaces and lower case are as good as what is printed. */
const NUMBER = /^[cma]\s*\d{6}[\s-]*[0-9a-z]{7}$/i;

/** Where an auditor begins: with a number, or with what was refused lately. */
export function AuditPage(): ReactNode {
  const { can } = useMe();
  return (
    <Gate isOpen={can.audit}>
      <Beginning />
    </Gate>
  );
}

function Beginning(): ReactNode {
  const say = useSay();
  const { shown = 'refusals' } = route.useSearch();
  const navigate = useNavigate({ from: '/audit' });
  const [typed, setTyped] = useState('');
  const [isWrong, setWrong] = useState(false);
  useEffect(() => {
    document.title = `${say(W.title)} · Redress`;
  }, [say]);
  const open = () => {
    const no = typed.trim();
    setWrong(!NUMBER.test(no));
    if (NUMBER.test(no)) void navigate({ to: '/audit/$no', params: { no: asPrinted(no) }, search: {} });
  };
  return (
    <div className="audit-page">
      <header className="page-head">
        <h1>{say(W.title)}</h1>
      </header>
      <form
        className="panel audit-open"
        onSubmit={(event) => {
          event.preventDefault();
          open();
        }}
      >
        <TextInput
          label={say(W.number)}
          description={say(W.numberHelp)}
          error={isWrong ? say(W.notANumber) : undefined}
          value={typed}
          autoComplete="off"
          spellCheck={false}
          name="number"
          onChange={({ currentTarget }) => setTyped(currentTarget.value)}
        />
        <Button type="submit">{say(W.open)}</Button>
      </form>
      <section>
        <h2>{say(W.recent)}</h2>
        <div className="story-filters">
          <Choice
            label={say(W.kind)}
            options={SHOWN.map((value) => ({ value, title: W[value] }))}
            value={shown}
            isRequired={false}
            isLocked={false}
            onChange={(value) => {
              const next = SHOWN.find((one) => one === value);
              void navigate({
                search: next === undefined || next === 'refusals' ? {} : { shown: next },
                replace: true,
              });
            }}
          />
        </div>
        <AccessList shown={shown} />
      </section>
    </div>
  );
}

function asPrinted(typed: string): string {
  const bare = typed.toUpperCase().replace(/[\s-]/g, '');
  return `${bare.slice(0, 7)}-${bare.slice(7)}`;
}
