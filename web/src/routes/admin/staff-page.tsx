import { Button, Modal, Select, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { ReactNode } from 'react';
import type { StaffFilters } from '../../app/search';
import { readList } from '../../client/lists';
import { Empty, Failure, Loading } from '../../parts/states';
import { useNow } from '../../parts/time';
import { useList, useSay } from '../../words/language';
import { AdminFrame } from './admin-frame';
import type { Account } from './admin-data';
import { NewAccount } from './new-account';
import { usePosts } from './post-titles';
import { W } from './words';

const route = getRouteApi('/admin');
const PER_PAGE = '200';

/** Everybody who has an account: found by name, role, department and place. */
export function StaffPage(): ReactNode {
  return <AdminFrame part="staff">{() => <Staff />}</AdminFrame>;
}

function Staff(): ReactNode {
  const say = useSay();
  const search = route.useSearch();
  const navigate = useNavigate({ from: '/admin' });
  const [isAdding, setAdding] = useState(false);
  const { text, role, department, place, left } = search;
  const filters = { text, role, department, place, active: left === true ? undefined : 'true', perPage: PER_PAGE };
  const { data, error, refetch } = useQuery({
    queryKey: ['admin', 'accounts', filters],
    queryFn: () => readList<Account>('/accounts', filters, undefined),
    placeholderData: (before) => before,
  });
  const narrow = (change: StaffFilters) =>
    void navigate({ search: (before) => ({ ...before, ...change }), replace: true });
  const isNarrowed = [text, role, department, place].some((one) => one !== undefined);
  return (
    <>
      <div className="admin-bar">
        <span className="count">{data?.total ?? ''}</span>
        <Button onClick={() => setAdding(true)}>{say(W.add)}</Button>
      </div>
      <Filters search={search} onNarrow={narrow} />
      {error !== null && data === undefined && <Failure error={error} onRetry={() => void refetch()} />}
      {data === undefined && error === null && <Loading lines={8} />}
      {data?.items.length === 0 && (
        <Empty title={isNarrowed ? W.none : W.noneYet}>
          {isNarrowed && (
            <Button variant="default" onClick={() => void navigate({ search: {}, replace: true })}>
              {say(W.clear)}
            </Button>
          )}
        </Empty>
      )}
      {data !== undefined && data.items.length > 0 && <StaffTable items={data.items} />}
      <Modal
        opened={isAdding}
        onClose={() => setAdding(false)}
        title={say(W.add)}
        closeButtonProps={{ 'aria-label': say(W.close) }}
      >
        <NewAccount onClose={() => setAdding(false)} />
      </Modal>
    </>
  );
}

function Filters({ search, onNarrow }: { search: StaffFilters; onNarrow: (change: StaffFilters) => void }): ReactNode {
  const say = useSay();
  const posts = usePosts();
  const [typed, setTyped] = useState(search.text ?? '');
  const choice = (name: 'role' | 'department' | 'place', data: { value: string; label: string }[]) => (
    <Select
      label={say(W[name])}
      placeholder={say(W.any)}
      data={data}
      value={search[name] ?? null}
      onChange={(chosen) => onNarrow({ [name]: chosen ?? undefined })}
      searchable
      clearable
    />
  );
  return (
    <section className="filters" aria-label={say(W.filters)}>
      <TextInput
        type="search"
        label={say(W.find)}
        data-field="find"
        value={typed}
        onChange={({ currentTarget: { value } }) => {
          setTyped(value);
          onNarrow({ text: value.trim() === '' ? undefined : value.trim() });
        }}
      />
      {choice('role', posts.roles)}
      {posts.departments.length > 0 && choice('department', posts.departments)}
      {posts.places.length > 0 && choice('place', posts.places)}
      <label className="minor-switch">
        <input
          type="checkbox"
          checked={search.left ?? false}
          onChange={({ currentTarget }) => onNarrow({ left: currentTarget.checked ? true : undefined })}
        />
        {say(W.withLeft)}
      </label>
    </section>
  );
}

function StaffTable({ items }: { items: readonly Account[] }): ReactNode {
  const say = useSay();
  const list = useList();
  const now = useNow();
  const { titleOf } = usePosts();
  const isAway = ({ absences }: Account) =>
    absences.some(({ from, to }) => Date.parse(from) <= now && now < Date.parse(to));
  return (
    <div className="table-scroll">
      <table className="register-table">
        <thead>
          <tr>
            <th scope="col">{say(W.name)}</th>
            <th scope="col">{say(W.roles)}</th>
            <th scope="col">{say(W.departments)}</th>
            <th scope="col">{say(W.placesHeld)}</th>
            <th scope="col">{say(W.state)}</th>
          </tr>
        </thead>
        <tbody>
          {items.map((one) => (
            <tr key={one.id}>
              <td>
                <Link to="/admin/staff/$id" params={{ id: one.id }} data-row={one.id}>
                  {one.name}
                </Link>{' '}
                <span className="muted">{one.id}</span>
              </td>
              <td>{list(one.roles.map((role) => titleOf('roles', role)))}</td>
              <td>{list(one.departments.map((department) => titleOf('departments', department)))}</td>
              <td>{list((one.places ?? []).map((place) => titleOf('places', place)))}</td>
              <td>{say(!one.active ? W.left : isAway(one) ? W.away : W.active)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
