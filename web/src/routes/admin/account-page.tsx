import { Button } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { AbsenceTable } from '../../absences/absence-table';
import { W as A } from '../../absences/words';
import { api, bodyOf } from '../../client/http';
import { useMe } from '../../client/session';
import { Failure, Loading } from '../../parts/states';
import { Moment } from '../../parts/time';
import { useSay } from '../../words/language';
import { AccountFields, faultsIn } from './account-fields';
import type { AccountEntered } from './account-fields';
import { absencesOf, accountQuery, accountsQuery, isOverseer, sessionsQuery } from './admin-data';
import type { Account } from './admin-data';
import { AdminFrame } from './admin-frame';
import { Changes } from './changes';
import { Confirm } from './confirm';
import { EndAbsence, EnterAbsence } from './enter-absence';
import type { Kind } from './affected';
import type { AbsenceShown } from '../../absences/month';
import { ACTIONS, W } from './words';
import type { AccountAction } from './words';

const route = getRouteApi('/admin/staff/$id');
const KINDS: Readonly<Record<AccountAction, Kind>> = {
  retire: 'leaves',
  reinstate: 'nobody',
  resetPassword: 'session',
  unlock: 'nobody',
  endSessions: 'session',
};

/** One account: who it is, what may be done to it, and what was done to it. */
export function AccountPage(): ReactNode {
  return <AdminFrame part="staff">{() => <OfPath />}</AdminFrame>;
}

function OfPath(): ReactNode {
  const { id } = route.useParams();
  const { data, error, refetch } = useQuery(accountQuery(id));
  if (data === undefined)
    return error === null ? <Loading lines={6} /> : <Failure error={error} onRetry={() => void refetch()} />;
  return <OneAccount key={id} account={data} />;
}

function OneAccount({ account }: { account: Account }): ReactNode {
  const say = useSay();
  const { id, name, active } = account;
  return (
    <div className="account-page">
      <header className="account-head">
        <Link to="/admin" search={{}}>
          ‹ {say(W.staff)}
        </Link>
        <h2>
          {name} <span className="muted">{id}</span>
        </h2>
        {!active && <span className="status">{say(W.left)}</span>}
      </header>
      <section className="panel" aria-label={say(W.facts)}>
        <h2>{say(W.facts)}</h2>
        <Facts account={account} />
      </section>
      <section className="panel" aria-label={say(W.account)}>
        <h2>{say(W.account)}</h2>
        <Actions account={account} />
        <Sessions id={id} />
      </section>
      {active && !isOverseer(account) && <Absences account={account} />}
      <section className="panel" aria-label={say(W.record)}>
        <h2>{say(W.record)}</h2>
        <Changes of={id} />
      </section>
    </div>
  );
}

function entered({ name, mail, phone = '', roles, departments, places = [] }: Account): AccountEntered {
  return { name, mail, phone, roles, departments, places };
}

function Facts({ account }: { account: Account }): ReactNode {
  const say = useSay();
  const client = useQueryClient();
  const before = entered(account);
  const [value, setValue] = useState(before);
  const [error, setError] = useState<unknown>();
  const [isConfirming, setConfirming] = useState(false);
  const [isSaved, setSaved] = useState(false);
  const changed = (Object.keys(value) as (keyof AccountEntered)[]).filter(
    (name) => JSON.stringify(value[name]) !== JSON.stringify(before[name]),
  );
  const isPost = changed.some((name) => name === 'roles' || name === 'departments' || name === 'places');
  const send = async () => {
    const body = {
      ...Object.fromEntries(changed.map((name) => [name, value[name]])),
      ...(changed.includes('phone') ? { phone: value.phone.trim() === '' ? null : value.phone.trim() } : {}),
    };
    setError(undefined);
    try {
      const now = await bodyOf(api.PATCH('/api/v1/accounts/{id}', { params: { path: { id: account.id } }, body }));
      setValue(entered(now));
      setSaved(true);
      await client.invalidateQueries({ queryKey: ['admin'] });
      return undefined;
    } catch (failed) {
      setError(failed);
      throw failed;
    }
  };
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (changed.length > 0) setConfirming(true);
      }}
    >
      <AccountFields
        value={value}
        faults={faultsIn(error)}
        onChange={(next) => {
          setSaved(false);
          setValue(next);
        }}
      />
      <div className="action-bar">
        <Button type="submit" disabled={changed.length === 0}>
          {say(W.save)}
        </Button>
        <span role="status">{isSaved && changed.length === 0 && say(W.saved)}</span>
      </div>
      {isConfirming && (
        <Confirm
          title={say(W.save)}
          says={changed.map((name) => say(FIELD_NAMES[name])).join(' · ')}
          of={account.id}
          kind={isPost ? 'posts' : 'nobody'}
          onSend={send}
          onClose={() => setConfirming(false)}
        />
      )}
    </form>
  );
}

const FIELD_NAMES = {
  name: W.name,
  mail: W.mail,
  phone: W.phone,
  roles: W.roles,
  departments: W.departments,
  places: W.placesHeld,
};

function Actions({ account: { id, active } }: { account: Account }): ReactNode {
  const say = useSay();
  const me = useMe();
  const [chosen, setChosen] = useState<AccountAction>();
  const of = { params: { path: { id } } };
  const doing: Record<AccountAction, () => Promise<string | undefined>> = {
    retire: async () => {
      await api.POST('/api/v1/accounts/{id}/retire', of);
      return undefined;
    },
    reinstate: async () => (await bodyOf(api.POST('/api/v1/accounts/{id}/reinstate', of))).oneTimePassword,
    resetPassword: async () => (await bodyOf(api.POST('/api/v1/accounts/{id}/reset-password', of))).oneTimePassword,
    unlock: async () => {
      await api.POST('/api/v1/accounts/{id}/unlock', of);
      return undefined;
    },
    endSessions: async () => {
      await api.DELETE('/api/v1/accounts/{id}/sessions', of);
      return undefined;
    },
  };
  // What nobody does to themselves is not offered; it is refused all the same.
  const own: readonly AccountAction[] = ['unlock', 'endSessions'];
  const possible: readonly AccountAction[] = active
    ? ['unlock', 'endSessions', 'resetPassword', 'retire']
    : ['reinstate'];
  return (
    <div className="account-actions">
      {possible
        .filter((action) => id !== me.id || own.includes(action))
        .map((action) => (
          <Button key={action} variant="default" data-account-action={action} onClick={() => setChosen(action)}>
            {say(ACTIONS[action].title)}
          </Button>
        ))}
      {chosen !== undefined && (
        <Confirm
          title={say(ACTIONS[chosen].title)}
          says={say(ACTIONS[chosen].says)}
          of={id}
          kind={KINDS[chosen]}
          onSend={doing[chosen]}
          onClose={() => setChosen(undefined)}
        />
      )}
    </div>
  );
}

function Sessions({ id }: { id: string }): ReactNode {
  const say = useSay();
  const client = useQueryClient();
  const { data, error, refetch } = useQuery(sessionsQuery(id));
  const [failure, setFailure] = useState<unknown>();
  const end = async (session: string) => {
    setFailure(undefined);
    try {
      await api.DELETE('/api/v1/accounts/{id}/sessions/{session}', { params: { path: { id, session } } });
    } catch (failed) {
      setFailure(failed);
    }
    await client.invalidateQueries({ queryKey: ['admin'] });
  };
  return (
    <>
      <h3>{say(W.sessions)}</h3>
      {error !== null && data === undefined && <Failure error={error} onRetry={() => void refetch()} />}
      {data?.length === 0 && <p className="muted">{say(W.noSessions)}</p>}
      {failure !== undefined && <Failure error={failure} />}
      <ul className="sessions">
        {data?.map((session) => (
          <li key={session.id}>
            <span>
              {say(W.since)} <Moment at={session.startedAt} alone /> · {say(W.until)}{' '}
              <Moment at={session.expiresAt} alone />
            </span>
            <button type="button" className="plain-button" onClick={() => void end(session.id)}>
              {say(W.endSession)}
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}

function Absences({ account }: { account: Account }): ReactNode {
  const say = useSay();
  const { data: accounts } = useQuery(accountsQuery);
  const [isEntering, setEntering] = useState(false);
  const [ending, setEnding] = useState<AbsenceShown>();
  const all = absencesOf(accounts ?? [account]).filter(({ person }) => person === account.id);
  return (
    <section className="panel" aria-label={say(W.absences)}>
      <h2>{say(W.absences)}</h2>
      {all.length === 0 ? (
        <p className="muted">{say(A.noneOwn)}</p>
      ) : (
        <AbsenceTable items={all} isOwn onEnd={setEnding} />
      )}
      <Button variant="default" onClick={() => setEntering(true)}>
        {say(A.add)}
      </Button>
      {isEntering && <EnterAbsence person={account.id} onClose={() => setEntering(false)} />}
      {ending !== undefined && <EndAbsence absence={ending} onClose={() => setEnding(undefined)} />}
    </section>
  );
}
