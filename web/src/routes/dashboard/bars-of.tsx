import type { ReactNode } from 'react';
import type { Dashboard, DashboardAsked } from '../../client/oversight';
import type { Bar } from '../../parts/bars';
import type { Schemas } from '../../client/http';
import { both } from '../../words/both';
import type { Bilingual } from '../../words/both';
import { MarksLink, RegisterLink, TasksLink } from './links';
import { W } from './words';

interface BarsSay {
  key: string;
  title: Bilingual;
  help?: Bilingual;
  bars: readonly Bar[];
}

/** What a dashboard breaks down, each bar with the way to exactly what it counts. Parts without anything are left out. */
export function barsOf(data: Dashboard, asked: DashboardAsked, places: readonly Schemas['Place'][]): BarsSay[] {
  const { open, policies } = data;
  const ofOpen = { status: 'open' as const, place: asked.place };
  const all: BarsSay[] = [
    {
      ...{ key: 'stage', title: W.byStage },
      bars: open.byStage.map(({ policy, stage, title, open: n }) => ({
        ...{ key: `${policy} ${stage}`, title, n },
        // The register knows no way to ask for what stands at no step.
        link: stage === '' ? undefined : toRegister({ ...ofOpen, policy, stage }),
      })),
    },
    {
      ...{ key: 'age', title: W.byAge },
      bars: open.byAge.map(({ fromDays, toDays, open: n, recordedFrom, recordedTo }) => ({
        ...{ key: String(fromDays), title: W.age(fromDays, toDays), n },
        link: toRegister({ ...ofOpen, policy: policies, recordedFrom, recordedTo }),
      })),
    },
    {
      ...{ key: 'department', title: W.byDepartment },
      bars: open.byDepartment.map(({ policy, department, title, open: n }) => ({
        ...{ key: `${policy} ${department}`, title, n },
        link: toRegister({ ...ofOpen, policy, department }),
      })),
    },
    {
      ...{ key: 'topCategory', title: W.topCategories },
      bars: data.topCategories.map(({ policy, category, title, received: n, before }) => ({
        ...{ key: `${policy} ${category}`, title, n, before },
        link: toMarks({ ...asked, figure: 'received', policy, topCategory: category }),
      })),
    },
    {
      ...{ key: 'category', title: W.categories },
      bars: data.categories.map(({ policy, category, title, received: n, before }) => ({
        ...{ key: `${policy} ${category}`, title, n, before },
        link: toMarks({ ...asked, figure: 'received', policy, category }),
      })),
    },
    {
      ...{ key: 'cause', title: W.causes },
      bars: data.causes.map(({ policy, cause, found: n, before }) => ({
        ...{ key: `${policy} ${cause}`, title: both(cause, cause), n, before },
        link: toMarks({ ...asked, figure: 'causes', policy, cause }),
      })),
    },
    {
      ...{ key: 'place', title: W.places },
      bars: data.places.map(({ place, title, received: n, before }) => ({
        ...{ key: place, title, n, before },
        link: toMarks({ policy: asked.policy, days: asked.days, figure: 'received', at: place }),
      })),
    },
    {
      ...{ key: 'placeOpen', title: W.placesOpen },
      bars: data.places.map(({ place, title, open: n }) => ({
        ...{ key: place, title, n },
        // Of a place with others within it the register finds theirs as well, which are bars of their own here.
        link: places.some(({ within }) => within === place)
          ? undefined
          : toRegister({ status: 'open', policy: policies, place }),
      })),
    },
    {
      ...{ key: 'load', title: W.load, help: W.loadHelp },
      bars: data.load.map(({ person, role, title, open: n }) => ({
        ...{ key: person ?? `role ${role ?? ''}`, n },
        title:
          person === undefined ? both(`${title.zh}（${W.unassigned.zh}）`, `${title.en} (${W.unassigned.en})`) : title,
        link: toTasks({
          ...{ policy: policies, place: asked.place },
          ...(person === undefined ? { role, assigned: false as const } : { assignee: person }),
        }),
      })),
    },
  ];
  return all.filter(({ bars }) => bars.length > 0);
}

type LinkOf = (children: ReactNode) => ReactNode;

function toRegister(search: Parameters<typeof RegisterLink>[0]['search']): LinkOf {
  return (children) => <RegisterLink search={search}>{children}</RegisterLink>;
}

function toTasks(search: Parameters<typeof TasksLink>[0]['search']): LinkOf {
  return (children) => <TasksLink search={search}>{children}</TasksLink>;
}

function toMarks(search: Parameters<typeof MarksLink>[0]['search']): LinkOf {
  return (children) => <MarksLink search={search}>{children}</MarksLink>;
}
