import { Button, Modal, Select, TextInput } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { api } from '../../client/http';
import type { Schemas } from '../../client/http';
import { Empty, Failure, Loading } from '../../parts/states';
import { useList, useSay } from '../../words/language';
import { faultsIn } from './account-fields';
import { accountsQuery, placesQuery } from './admin-data';
import { AdminFrame } from './admin-frame';
import { Confirm } from './confirm';
import { P } from './place-words';
import { W } from './words';

type Place = Schemas['Place'];

/** The organisation's units as a tree, kept by administrators. */
export function PlacesPage(): ReactNode {
  return <AdminFrame part="places">{() => <Places />}</AdminFrame>;
}

function Places(): ReactNode {
  const say = useSay();
  const { data, error, refetch } = useQuery(placesQuery);
  const [editing, setEditing] = useState<Place | 'new'>();
  const [removing, setRemoving] = useState<Place>();
  const client = useQueryClient();
  if (data === undefined)
    return error === null ? <Loading lines={5} /> : <Failure error={error} onRetry={() => void refetch()} />;
  const ids = new Set(data.map(({ id }) => id));
  const top = data.filter(({ within }) => within === undefined || !ids.has(within));
  const branch = (places: readonly Place[]): ReactNode => (
    <ul className="place-tree">
      {places.map((place) => {
        const below = data.filter(({ within }) => within === place.id);
        return (
          <li key={place.id} data-place={place.id}>
            <div className="place-line">
              <span>
                {say(place.title)} <span className="muted">{place.id}</span>
              </span>
              <span className="place-buttons">
                <button type="button" className="plain-button" onClick={() => setEditing(place)}>
                  {say(P.change)}
                </button>
                <button type="button" className="plain-button" onClick={() => setRemoving(place)}>
                  {say(P.remove)}
                </button>
              </span>
            </div>
            {below.length > 0 && branch(below)}
          </li>
        );
      })}
    </ul>
  );
  return (
    <>
      <div className="admin-bar">
        <span className="count">{data.length}</span>
        <Button onClick={() => setEditing('new')}>{say(P.add)}</Button>
      </div>
      {data.length === 0 ? <Empty title={P.none} /> : branch(top)}
      {editing !== undefined && (
        <Modal
          opened
          onClose={() => setEditing(undefined)}
          title={say(editing === 'new' ? P.add : P.change)}
          closeButtonProps={{ 'aria-label': say(W.close) }}
        >
          <PlaceForm
            {...(editing === 'new' ? {} : { place: editing })}
            places={data}
            onClose={() => setEditing(undefined)}
          />
        </Modal>
      )}
      {removing !== undefined && (
        <Confirm
          title={say(P.remove)}
          says={`${say(removing.title)}: ${say(P.removing)}`}
          kind="nobody"
          onSend={async () => {
            await api.DELETE('/api/v1/places/{id}', { params: { path: { id: removing.id } } });
            await client.invalidateQueries(placesQuery);
            return undefined;
          }}
          onClose={() => setRemoving(undefined)}
        />
      )}
    </>
  );
}

function PlaceForm({
  place,
  places,
  onClose,
}: {
  place?: Place;
  places: readonly Place[];
  onClose: () => void;
}): ReactNode {
  const say = useSay();
  const list = useList();
  const client = useQueryClient();
  const { data: accounts = [] } = useQuery(accountsQuery);
  const [value, setValue] = useState({
    id: place?.id ?? '',
    zh: place?.title.zh ?? '',
    en: place?.title.en ?? '',
    kind: place?.kind ?? '',
    within: place?.within,
  });
  const [error, setError] = useState<unknown>();
  const [isBusy, setBusy] = useState(false);
  const faults = faultsIn(error);
  const holders = place === undefined ? [] : accounts.filter((one) => one.places?.includes(place.id) === true);
  const line = (name: 'id' | 'zh' | 'en' | 'kind', label: string, of: string, description?: string) => (
    <TextInput
      label={label}
      {...(description === undefined ? {} : { description })}
      data-field={name}
      value={value[name]}
      error={faults[of] === undefined ? undefined : say(faults[of])}
      onChange={({ currentTarget }) => setValue({ ...value, [name]: currentTarget.value })}
      required
    />
  );
  const send = async () => {
    setBusy(true);
    setError(undefined);
    const { id, zh, en, kind, within } = value;
    try {
      if (place === undefined)
        await api.POST('/api/v1/places', {
          body: { id, kind, title: { zh, en }, ...(within === undefined ? {} : { within }) },
        });
      else
        await api.PATCH('/api/v1/places/{id}', {
          params: { path: { id: place.id } },
          body: { kind, title: { zh, en }, within: within ?? null },
        });
      await client.invalidateQueries(placesQuery);
      await client.invalidateQueries({ queryKey: ['admin'] });
      onClose();
    } catch (failed) {
      setError(failed);
    } finally {
      setBusy(false);
    }
  };
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      {place === undefined && line('id', say(P.id), 'id', say(P.idHelp))}
      {line('zh', say(P.titleZh), 'title')}
      {line('en', say(P.titleEn), 'title')}
      {line('kind', say(P.kind), 'kind', say(P.kindHelp))}
      <Select
        label={say(P.within)}
        placeholder={say(P.top)}
        data={places.filter(({ id }) => id !== place?.id).map(({ id, title }) => ({ value: id, label: say(title) }))}
        value={value.within ?? null}
        error={faults['within'] === undefined ? undefined : say(faults['within'])}
        onChange={(within) => setValue({ ...value, within: within ?? undefined })}
        searchable
        clearable
      />
      {holders.length > 0 && (
        <section className="affected" aria-label={say(W.affected)}>
          <h3>{say(P.held)}</h3>
          <p>{list(holders.map(({ name }) => name))}</p>
          {value.within !== place?.within && <p className="muted">{say(P.moved)}</p>}
        </section>
      )}
      {error !== undefined && <Failure error={error} />}
      <div className="action-bar">
        <Button type="submit" loading={isBusy}>
          {say(P.save)}
        </Button>
      </div>
    </form>
  );
}
