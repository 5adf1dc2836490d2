import { Modal } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useId, useState } from 'react';
import type { KeyboardEvent, ReactNode } from 'react';
import type { Schemas } from '../client/http';
import { readList } from '../client/lists';
import { useMe } from '../client/session';
import { both } from '../words/both';
import type { Bilingual } from '../words/both';
import { useSay } from '../words/language';
import { useCategoryTitle } from '../parts/titles';
import { isComposing } from './keys';

interface Entry {
  id: string;
  title: string;
  note?: string;
  go: () => void;
}

const MOST = 8;
const PLACEHOLDER = both('编号、电话、文字或命令', 'Number, phone, words or a command');
const NONE = both('没有找到', 'Nothing found');

/** One box for where to go and what to find: numbers as typed, telephone numbers, words, commands. */
export function Palette({ opened, onClose }: { opened: boolean; onClose: () => void }): ReactNode {
  const say = useSay();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      withCloseButton={false}
      size="lg"
      title={say(both('搜索与命令', 'Search and commands'))}
    >
      <PaletteBox onClose={onClose} />
    </Modal>
  );
}

function PaletteBox({ onClose }: { onClose: () => void }): ReactNode {
  const say = useSay();
  const me = useMe();
  const navigate = useNavigate();
  const categoryTitle = useCategoryTitle();
  const listId = useId();
  const [typed, setTyped] = useState('');
  const [at, setAt] = useState(0);
  const [asked] = useDebouncedValue(typed.trim(), 200);
  const { data: found } = useQuery({
    queryKey: ['palette', asked],
    queryFn: () => readList<Schemas['RegisterEntry']>('/complaints', { text: asked, perPage: String(MOST) }, undefined),
    enabled: asked.length >= 2 && me.can.read,
  });
  const places: { title: Bilingual; go: () => void }[] = [
    ...(me.can.administer
      ? [{ title: both('管理', 'Administration'), go: () => void navigate({ to: '/admin', search: {} }) }]
      : [{ title: both('待办', 'Tasks'), go: () => void navigate({ to: '/tasks', search: {} }) }]),
    ...(me.can.act ? [{ title: both('审批', 'Approvals'), go: () => void navigate({ to: '/approvals' }) }] : []),
    ...(me.can.register
      ? [{ title: both('登记投诉', 'New complaint'), go: () => void navigate({ to: '/new', search: {} }) }]
      : []),
    ...(me.can.read
      ? [{ title: both('投诉登记簿', 'Complaints'), go: () => void navigate({ to: '/complaints', search: {} }) }]
      : []),
    ...(me.can.manage
      ? [{ title: both('看板', 'Dashboard'), go: () => void navigate({ to: '/dashboard', search: {} }) }]
      : []),
    ...(me.can.seeReports ? [{ title: both('报表', 'Reports'), go: () => void navigate({ to: '/reports' }) }] : []),
    { title: both('处罚月报', 'Penalties'), go: () => void navigate({ to: '/penalties' }) },
    ...(me.can.audit ? [{ title: both('审计', 'Audit'), go: () => void navigate({ to: '/audit', search: {} }) }] : []),
    ...(me.can.read ? [{ title: both('办法', 'Policies'), go: () => void navigate({ to: '/policies' }) }] : []),
    { title: both('我的设置', 'My settings'), go: () => void navigate({ to: '/me' }) },
  ];
  const entries: Entry[] = [
    ...places
      .filter(
        ({ title }) =>
          typed === '' || [title.zh, title.en.toLowerCase()].some((one) => one.includes(typed.toLowerCase())),
      )
      .map(({ title, go }) => ({ id: title.en, title: say(title), go })),
    ...(found?.items ?? []).map(({ no, category, policy }) => ({
      id: no,
      title: no,
      note: categoryTitle(policy, category),
      go: () => void navigate({ to: '/complaints/$no', params: { no }, search: {} }),
    })),
  ];
  const chosen = Math.min(at, entries.length - 1);
  const open = (entry: Entry | undefined) => {
    if (entry === undefined) return;
    onClose();
    entry.go();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (isComposing(event)) return;
    if (event.key === 'ArrowDown') setAt(Math.min(chosen + 1, entries.length - 1));
    else if (event.key === 'ArrowUp') setAt(Math.max(chosen - 1, 0));
    else if (event.key === 'Enter') open(entries[chosen]);
    else return;
    event.preventDefault();
  };
  return (
    <div className="palette">
      <input
        className="palette-input"
        role="combobox"
        aria-expanded="true"
        aria-controls={listId}
        aria-activedescendant={entries[chosen] === undefined ? undefined : `${listId}-${chosen}`}
        aria-label={say(PLACEHOLDER)}
        placeholder={say(PLACEHOLDER)}
        value={typed}
        data-autofocus
        onChange={({ currentTarget }) => {
          setTyped(currentTarget.value);
          setAt(0);
        }}
        onKeyDown={onKeyDown}
      />
      <ul id={listId} role="listbox" aria-label={say(PLACEHOLDER)}>
        {entries.map((entry, i) => (
          <li
            key={entry.id}
            id={`${listId}-${i}`}
            role="option"
            aria-selected={i === chosen}
            onMouseDown={(event) => {
              event.preventDefault();
              open(entry);
            }}
          >
            <span>{entry.title}</span>
            {entry.note !== undefined && <span className="muted">{entry.note}</span>}
          </li>
        ))}
      </ul>
      {entries.length === 0 && <p className="muted">{say(NONE)}</p>}
    </div>
  );
}
