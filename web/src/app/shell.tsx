import { Menu } from '@mantine/core';
import { Link, Outlet, useNavigate, useRouterState } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { colleagueActedFor, setActingFor } from '../client/http';
import { signOut, useMe } from '../client/session';
import type { Me } from '../client/session';
import { useDraftDesk } from '../drafts/use-draft';
import { StreamBar } from '../live/stream-bar';
import { Icon } from '../parts/icons';
import { both } from '../words/both';
import type { Bilingual } from '../words/both';
import { useList, useSay } from '../words/language';
import { useKeys } from './keys';
import { KeySheet } from './key-sheet';
import { LanguageSwitch } from './language-switch';
import { Palette } from './palette';
import { StandingInBar, useStandIn } from './standing-in';

interface Place {
  to: '/tasks' | '/approvals' | '/new' | '/complaints' | '/dashboard' | '/reports' | '/audit' | '/admin';
  icon: 'tasks' | 'approvals' | 'intake' | 'register' | 'dashboard' | 'audit' | 'admin';
  title: Bilingual;
  isFor: (can: Me['can']) => boolean;
}

const PLACES: readonly Place[] = [
  { to: '/tasks', icon: 'tasks', title: both('待办', 'Tasks'), isFor: ({ administer }) => !administer },
  { to: '/approvals', icon: 'approvals', title: both('审批', 'Approvals'), isFor: ({ act }) => act },
  { to: '/new', icon: 'intake', title: both('登记', 'New'), isFor: ({ register }) => register },
  { to: '/complaints', icon: 'register', title: both('投诉', 'Complaints'), isFor: ({ read }) => read },
  { to: '/dashboard', icon: 'dashboard', title: both('看板', 'Dashboard'), isFor: ({ manage }) => manage },
  {
    ...{ to: '/reports', icon: 'dashboard', title: both('报表', 'Reports') },
    isFor: ({ manage, seeReports }) => seeReports && !manage,
  },
  { to: '/audit', icon: 'audit', title: both('审计', 'Audit'), isFor: ({ audit }) => audit },
  { to: '/admin', icon: 'admin', title: both('管理', 'Admin'), isFor: ({ administer }) => administer },
];

const SKIP = both('跳到内容', 'Skip to the content');
const NAVIGATION = both('导航', 'Navigation');
const SEARCH = both('搜索或命令', 'Search or command');

/** What stands around every page: where one can go, who one is, and whether what is shown is the present. */
export function Shell(): ReactNode {
  const say = useSay();
  const me = useMe();
  const navigate = useNavigate();
  const [isPaletteOpen, setPaletteOpen] = useState(false);
  const [isSheetOpen, setSheetOpen] = useState(false);
  const main = useRef<HTMLElement>(null);
  const path = useRouterState({ select: ({ location }) => location.pathname });
  const first = useRef(true);
  useEffect(() => {
    // A new page is read from its beginning, as one that is loaded is.
    if (first.current) first.current = false;
    else main.current?.focus();
  }, [path]);
  useKeys({
    'Ctrl+k': () => setPaletteOpen(true),
    '/': () => setPaletteOpen(true),
    '?': () => setSheetOpen(true),
    'g t': () => void navigate({ to: '/tasks', search: {} }),
    'g a': () => void navigate({ to: '/approvals' }),
    'g c': () => void (me.can.read && navigate({ to: '/complaints', search: {} })),
    'g d': () => void (me.can.manage && navigate({ to: '/dashboard', search: {} })),
    'g n': () => void (me.can.register && navigate({ to: '/new', search: {} })),
  });
  return (
    <div className="shell">
      <a className="skip" href="#content">
        {say(SKIP)}
      </a>
      <header className="top">
        <Link to="/" className="brand">
          <img src="/icon.svg" width="24" height="24" alt="" />
          <span>{say(both('投诉处理', 'Redress'))}</span>
        </Link>
        <button type="button" className="search-button" onClick={() => setPaletteOpen(true)}>
          <Icon name="search" />
          <span className="search-words">{say(SEARCH)}</span>
          <kbd>Ctrl K</kbd>
        </button>
        <div className="top-right">
          <LanguageSwitch />
          <PersonMenu />
        </div>
      </header>
      <StandingInBar />
      <StreamBar />
      <nav className="places" aria-label={say(NAVIGATION)}>
        {PLACES.filter(({ isFor }) => isFor(me.can)).map(({ to, icon, title }) => (
          <Link key={to} to={to} search={{}} className="place" activeProps={{ 'aria-current': 'page' }}>
            <Icon name={icon} />
            <span>{say(title)}</span>
          </Link>
        ))}
      </nav>
      <main id="content" ref={main} tabIndex={-1}>
        <Outlet />
      </main>
      <Palette opened={isPaletteOpen} onClose={() => setPaletteOpen(false)} />
      <KeySheet opened={isSheetOpen} onClose={() => setSheetOpen(false)} />
    </div>
  );
}

function PersonMenu(): ReactNode {
  const say = useSay();
  const list = useList();
  const me = useMe();
  const navigate = useNavigate();
  const standIn = useStandIn();
  const desk = useDraftDesk();
  const leave = async () => {
    desk.flush();
    await signOut();
    setActingFor(undefined);
    // Nothing of this person stays in the page's memory.
    location.assign('/');
  };
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <button type="button" className="person-button">
          <Icon name="person" />
          <span className="person-name">{me.name}</span>
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <div className="menu-note">{list(Object.values(me.roleTitles).map(say))}</div>
        {me.mayActFor
          .filter(({ id }) => id !== colleagueActedFor())
          .map(({ id, name }) => (
            <Menu.Item key={id} onClick={() => standIn(id)}>
              {say(both(`代理 ${name}`, `Stand in for ${name}`))}
            </Menu.Item>
          ))}
        <Menu.Item onClick={() => void navigate({ to: '/penalties' })}>{say(both('处罚月报', 'Penalties'))}</Menu.Item>
        {me.can.read && (
          <Menu.Item onClick={() => void navigate({ to: '/policies' })}>{say(both('办法', 'Policies'))}</Menu.Item>
        )}
        <Menu.Item onClick={() => void navigate({ to: '/me' })}>{say(both('我的设置', 'My settings'))}</Menu.Item>
        <Menu.Item onClick={() => void leave()}>{say(both('退出登录', 'Sign out'))}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
