import { Button, Modal, Select } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { absenceFaults, AbsenceFields } from '../../absences/absence-fields';
import type { AbsenceEntered, AbsenceFaults } from '../../absences/absence-fields';
import type { AbsenceShown } from '../../absences/month';
import { W as A } from '../../absences/words';
import { api } from '../../client/http';
import { Failure } from '../../parts/states';
import { useSay } from '../../words/language';
import { faultsIn } from './account-fields';
import { accountsQuery, isOverseer, substitutesFor } from './admin-data';
import { Affected } from './affected';
import { Confirm } from './confirm';
import { W } from './words';

/** Enters somebody's absence, with what waits for them and what they stand in for. */
export function EnterAbsence({ person, onClose }: { person?: string; onClose: () => void }): ReactNode {
  const say = useSay();
  const client = useQueryClient();
  const { data: accounts = [] } = useQuery(accountsQuery);
  const [who, setWho] = useState(person);
  const [value, setValue] = useState<AbsenceEntered>({});
  const [faults, setFaults] = useState<AbsenceFaults>({});
  const [error, setError] = useState<unknown>();
  const [isBusy, setBusy] = useState(false);
  const people = accounts
    .filter((one) => one.active && !isOverseer(one))
    .map(({ id, name }) => ({ value: id, label: `${name} · ${id}` }));
  const send = async () => {
    const { from, to, substitute } = value;
    const found = { ...absenceFaults(value), ...(who === undefined ? { person: A.needed } : {}) };
    setFaults(found);
    setError(undefined);
    if (who === undefined || from === undefined || to === undefined || Object.keys(found).length > 0) return;
    setBusy(true);
    try {
      await api.POST('/api/v1/accounts/{id}/absences', {
        params: { path: { id: who } },
        body: { from, to, ...(substitute === undefined ? {} : { substitute }) },
      });
      await client.invalidateQueries({ queryKey: ['admin'] });
      onClose();
    } catch (failed) {
      setError(failed);
      setFaults(faultsIn(failed));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Modal opened onClose={onClose} title={say(A.enter)} closeButtonProps={{ 'aria-label': say(W.close) }}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
        noValidate
      >
        {person === undefined && (
          <Select
            label={say(A.person)}
            data-field="person"
            data={people}
            value={who ?? null}
            error={faults['person'] === undefined ? undefined : say(faults['person'])}
            onChange={(id) => setWho(id ?? undefined)}
            searchable
            required
          />
        )}
        <AbsenceFields {...{ value, faults }} colleagues={substitutesFor(who, accounts)} onChange={setValue} />
        {who !== undefined && <Affected id={who} kind="away" />}
        {error !== undefined && <Failure error={error} />}
        <div className="action-bar">
          <Button type="submit" loading={isBusy} data-confirm>
            {say(A.enter)}
          </Button>
        </div>
      </form>
    </Modal>
  );
}

/** Ends somebody's absence, or takes away one that has not begun. */
export function EndAbsence({ absence, onClose }: { absence: AbsenceShown; onClose: () => void }): ReactNode {
  const say = useSay();
  const isRunning = Date.parse(absence.from) <= Date.now();
  return (
    <Confirm
      title={say(A.endNow)}
      says={`${absence.name}: ${say(isRunning ? A.endRunning : A.endFuture)}`}
      kind="nobody"
      onSend={async () => {
        await api.POST('/api/v1/accounts/{id}/absences/end', {
          params: { path: { id: absence.person } },
          body: { from: absence.from },
        });
        return undefined;
      }}
      onClose={onClose}
    />
  );
}
