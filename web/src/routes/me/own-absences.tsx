import { Button } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { absenceFaults, AbsenceFields } from '../../absences/absence-fields';
import type { AbsenceEntered, AbsenceFaults } from '../../absences/absence-fields';
import { AbsenceTable } from '../../absences/absence-table';
import type { AbsenceShown } from '../../absences/month';
import { W as A } from '../../absences/words';
import { api, ApiProblem, bodyOf } from '../../client/http';
import { useMe } from '../../client/session';
import { searchStaff, useStaffNames } from '../../client/staff';
import { Failure, Loading } from '../../parts/states';
import { both } from '../../words/both';
import { useSay } from '../../words/language';
import { W } from './words';

const ownAccountQuery = {
  queryKey: ['me', 'account'],
  queryFn: () => bodyOf(api.GET('/api/v1/me/account')),
};

/** When one is away and who stands in, with what waits for one now. */
export function OwnAbsences(): ReactNode {
  const say = useSay();
  const me = useMe();
  const client = useQueryClient();
  const { data, error, refetch } = useQuery(ownAccountQuery);
  const [isEntering, setEntering] = useState(false);
  const [ending, setEnding] = useState<AbsenceShown>();
  const [failure, setFailure] = useState<unknown>();
  const nameOf = useStaffNames(data?.absences.flatMap(({ substitute }) => substitute ?? []) ?? []);
  const again = () => client.invalidateQueries({ queryKey: ownAccountQuery.queryKey });
  const end = async ({ from }: AbsenceShown) => {
    setFailure(undefined);
    try {
      await api.POST('/api/v1/me/absences/end', { body: { from } });
    } catch (failed) {
      setFailure(failed);
    }
    setEnding(undefined);
    await again();
  };
  const items = data?.absences.map((absence) => ({
    ...{ person: me.id, name: me.name, ...absence },
    substituteName: absence.substitute === undefined ? undefined : nameOf(absence.substitute),
  }));
  const isRunning = ending !== undefined && Date.parse(ending.from) <= Date.now();
  return (
    <section className="panel stack" aria-label={say(W.absences)}>
      <h2>{say(W.absences)}</h2>
      <p className="muted">{say(W.absencesHelp)}</p>
      {items === undefined && error === null && <Loading lines={2} />}
      {items === undefined && error !== null && <Failure error={error} onRetry={() => void refetch()} />}
      {items?.length === 0 && <p className="muted">{say(A.noneOwn)}</p>}
      {items !== undefined && items.length > 0 && <AbsenceTable items={items} isOwn onEnd={setEnding} />}
      {failure !== undefined && <Failure error={failure} />}
      {ending !== undefined && (
        <div className="affected" role="group" aria-label={say(A.endTitle)}>
          <p>{say(isRunning ? A.endRunning : A.endFuture)}</p>
          <div className="action-bar">
            <Button onClick={() => void end(ending)}>{say(A.endNow)}</Button>
            <Button variant="default" onClick={() => setEnding(undefined)}>
              {say(W.cancel)}
            </Button>
          </div>
        </div>
      )}
      {isEntering ? (
        <OwnAbsenceForm
          onDone={() => {
            setEntering(false);
            void again();
          }}
          onCancel={() => setEntering(false)}
        />
      ) : (
        <div className="action-bar">
          <Button variant="default" onClick={() => setEntering(true)}>
            {say(A.add)}
          </Button>
        </div>
      )}
    </section>
  );
}

function OwnAbsenceForm({ onDone, onCancel }: { onDone: () => void; onCancel: () => void }): ReactNode {
  const say = useSay();
  const me = useMe();
  const [value, setValue] = useState<AbsenceEntered>({});
  const [faults, setFaults] = useState<AbsenceFaults>({});
  const [error, setError] = useState<unknown>();
  const [isBusy, setBusy] = useState(false);
  const { data: colleagues = [] } = useQuery({ queryKey: ['staff', 'all'], queryFn: () => searchStaff('') });
  const { data: counts } = useQuery({
    queryKey: ['tasks', 'counts', me.id],
    queryFn: () => bodyOf(api.GET('/api/v1/tasks/counts')),
  });
  const send = async () => {
    const found = absenceFaults(value);
    setFaults(found);
    setError(undefined);
    const { from, to, substitute } = value;
    if (from === undefined || to === undefined || Object.keys(found).length > 0) return;
    setBusy(true);
    try {
      await api.POST('/api/v1/me/absences', {
        body: { from, to, ...(substitute === undefined ? {} : { substitute }) },
      });
      onDone();
    } catch (failed) {
      setError(failed);
      if (failed instanceof ApiProblem)
        setFaults(Object.fromEntries((failed.more.errors ?? []).map(({ field, message }) => [field, message])));
    } finally {
      setBusy(false);
    }
  };
  return (
    <form
      className="stack narrow-form"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
      noValidate
    >
      <AbsenceFields
        {...{ value, faults }}
        colleagues={colleagues
          .filter(({ id }) => id !== me.id)
          .map(({ id, name }) => ({ value: id, label: `${name} · ${id}` }))}
        onChange={setValue}
      />
      {counts !== undefined && (
        <p className="affected">
          {say(
            both(
              `现有待办：指定给您的 ${counts.mine.total} 项，岗位共有的 ${counts.departments.total} 项；缺勤期间由代理人办理。`,
              `Waiting now: ${counts.mine.total} given to you by name, ${counts.departments.total} of your post. While you are away, the substitute does them.`,
            ),
          )}
        </p>
      )}
      {error !== undefined && <Failure error={error} />}
      <div className="action-bar">
        <Button type="submit" loading={isBusy}>
          {say(A.enter)}
        </Button>
        <Button variant="default" onClick={onCancel}>
          {say(W.cancel)}
        </Button>
      </div>
    </form>
  );
}
