import { Button, Menu, Modal, TextInput } from '@mantine/core';
import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { api, bodyOf } from '../client/http';
import { useMe } from '../client/session';
import { newKey } from '../drafts/use-draft';
import { Choices } from '../parts/choices';
import { Failure } from '../parts/states';
import { useSay } from '../words/language';
import { W } from './words';

const viewsQuery = queryOptions({
  queryKey: ['views'],
  queryFn: async () => (await bodyOf(api.GET('/api/v1/views'))).items,
  staleTime: 60_000,
});

/** What a view keeps of an address: its filters, without what is open beside them and what was typed to be searched for. */
function filtersOf(search: string): { query: string; hasTyped: boolean } {
  const query = new URLSearchParams(search);
  const hasTyped = query.has('text');
  for (const name of ['text', 'open', 'task']) query.delete(name);
  return { query: query.toString(), hasTyped };
}

/** Lists that one wants to find again: one's own, and those that are shared with one's roles. */
export function SavedViews({ page }: { page: 'tasks' | 'complaints' }): ReactNode {
  const say = useSay();
  const router = useRouter();
  const client = useQueryClient();
  const [isSaving, setSaving] = useState(false);
  const [failure, setFailure] = useState<unknown>();
  const { data, error } = useQuery(viewsQuery);
  const views = data?.filter((view) => view.page === page) ?? [];
  const drop = async (id: string) => {
    setFailure(undefined);
    try {
      await api.DELETE('/api/v1/views/{id}', { params: { path: { id } } });
    } catch (failed) {
      setFailure(failed);
    }
    await client.invalidateQueries(viewsQuery);
  };
  return (
    <>
      <Menu position="bottom-start" withinPortal>
        <Menu.Target>
          <Button variant="default" size="compact-md" className="views-button">
            {say(W.views)} {views.length > 0 && <span className="count">{views.length}</span>}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {error !== null && data === undefined && <Failure error={error} />}
          {data !== undefined && views.length === 0 && <div className="menu-note">{say(W.none)}</div>}
          {views.map((view) => (
            <Menu.Item key={view.id} onClick={() => router.history.push(`/${page}?${view.query}`)}>
              {view.title}
              {!view.own && <span className="menu-help">{say(W.shared)}</span>}
            </Menu.Item>
          ))}
          <Menu.Divider />
          <Menu.Item onClick={() => setSaving(true)}>{say(W.save)}</Menu.Item>
          {views.some(({ own }) => own) && <Menu.Label>{say(W.remove)}</Menu.Label>}
          {views
            .filter(({ own }) => own)
            .map(({ id, title }) => (
              <Menu.Item key={id} color="red.9" closeMenuOnClick={false} onClick={() => void drop(id)}>
                {say(W.remove)} · {title}
              </Menu.Item>
            ))}
        </Menu.Dropdown>
      </Menu>
      {failure !== undefined && <Failure error={failure} />}
      <Modal
        opened={isSaving}
        onClose={() => setSaving(false)}
        title={say(W.saveTitle)}
        closeButtonProps={{ 'aria-label': say(W.close) }}
      >
        <SaveView page={page} onSaved={() => setSaving(false)} />
      </Modal>
    </>
  );
}

function SaveView({ page, onSaved }: { page: string; onSaved: () => void }): ReactNode {
  const say = useSay();
  const client = useQueryClient();
  const router = useRouter();
  const { query, hasTyped } = filtersOf(router.history.location.search);
  // Made with the form, so that sending it again is saving it once.
  const [id] = useState(newKey);
  const [title, setTitle] = useState('');
  const [roles, setRoles] = useState<string[]>([]);
  const [error, setError] = useState<unknown>();
  const [isBusy, setBusy] = useState(false);
  const shareable = useShareableRoles();
  const save = async () => {
    setBusy(true);
    try {
      await api.PUT('/api/v1/views/{id}', { params: { path: { id } }, body: { title, page, query, roles } });
      await client.invalidateQueries(viewsQuery);
      onSaved();
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
        void save();
      }}
    >
      <TextInput
        label={say(W.name)}
        value={title}
        maxLength={60}
        required
        data-autofocus
        onChange={({ currentTarget }) => setTitle(currentTarget.value)}
      />
      {hasTyped && <p className="muted">{say(W.typed)}</p>}
      {shareable.length > 0 && (
        <Choices
          label={say(W.share)}
          description={say(W.shareHelp)}
          options={shareable}
          values={roles}
          onChange={setRoles}
        />
      )}
      {error !== undefined && <Failure error={error} />}
      <div className="action-bar">
        <Button type="submit" loading={isBusy} disabled={title.trim() === ''}>
          {say(W.kept)}
        </Button>
      </div>
    </form>
  );
}

/** Roles that one may share with: one's own, and for managers those of their colleagues. */
function useShareableRoles(): { value: string; label: string }[] {
  const say = useSay();
  const me = useMe();
  const { data } = useQuery({
    queryKey: ['staff', 'roles'],
    queryFn: async () => (await bodyOf(api.GET('/api/v1/staff'))).roleTitles,
    enabled: me.can.manage,
    staleTime: 300_000,
  });
  const titles = { ...me.roleTitles, ...(me.can.manage ? data : {}) };
  return Object.entries(titles).map(([value, title]) => ({ value, label: say(title) }));
}
