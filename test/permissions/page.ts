import { ACTIONS } from '../../domain/actions';
import type { PolicyBundle } from '../../domain/policy/bundle';
import type { Bilingual } from '../../domain/values/text';
import { mayAnytime, mayDo } from './cells';
import type { Situation } from './cells';
import { waitsOf } from './waits';
import type { Wait } from './waits';

const MADE = '<!-- Made by script/permissions of the policies and the code. Not written by hand. -->';

/** `docs/permissions.md`: how the pages are to be read, and where they are. */
export function indexPage(bundles: readonly PolicyBundle[]): string {
  return `# Who may do what

${MADE}

There is one page for each pack: which role may do which action, and where. Each cell is computed with the rule that cases use ([\`domain/case/eligibility.ts\`](../domain/case/eligibility.ts)) and compared with an independent reading of the policy file (\`test/permissions\`).

| in a cell | a holder of the role may do this                                                          |
| --------- | ----------------------------------------------------------------------------------------- |
| ●         | at the case's place or at one above                                                       |
| ◐         | the same, in the department of the task only                                              |
| ·         | not at all                                                                                |

Everywhere: persons named in the complaint, their substitutes, and substitutes who are named in it may only add notes and evidence and be heard. Former staff may do nothing. A substitute acts in the colleague's roles, departments and places. A role held at another place does not count. Under *by name*, \`handler\` is the handler of the case in any role, \`heard\` only the person concerned, \`given\` the person named in a plan. *Not who* lists persons who are excluded: by what they did in the case, or by their part in it.

| pack | |
| ---- | --- |
${bundles.map(({ policy: { id, title } }) => `| [\`${id}\`](permissions/${id}.md) | ${title.en} / ${title.zh} |`).join('\n')}
`;
}

/** The page of a pack. */
export async function packPage(bundle: PolicyBundle): Promise<string> {
  const { policy } = bundle;
  const roles = Object.keys(policy.roles);
  const waits = await waitsOf(bundle);
  const rows = byKey(waits, ({ department: _department, ...rest }) => JSON.stringify(rest)).map((wait) => [
    titleOfStep(bundle, wait),
    wait.actions.map((action) => ACTIONS.get(action)?.title.en ?? action).join(', '),
    ...roles.map((role) => cell((situation) => mayDo(policy, wait, role, situation))),
    { heard: 'heard', byName: 'handler', eligible: 'given', none: '' }[wait.given ?? 'none'],
    notWho(bundle, wait),
  ]);
  const anytime = policy.anytime.map((action) => [
    ACTIONS.get(action)?.title.en ?? action,
    ...roles.map((role) => cell((situation) => mayAnytime(policy, action, role, situation))),
    mayAnytime(policy, action, 'none', 'handler') ? 'handler' : '',
  ]);
  const titles = roles.map((role) => policy.roles[role]?.title.en ?? role);
  return `# Who may do what: ${policy.title.en}

${MADE}

Pack \`${policy.id}\` ${policy.version}. [How to read it](../permissions.md).

## Tasks

${table(['step', 'action', ...titles, 'by name', 'not who'], rows)}

## At any time

At a case that came in by itself, with a task of the desk open.

${table(['action', ...titles, 'by name'], anytime)}
`;
}

/** Rows that are the same but for the department that a table found. */
function byKey(waits: readonly Wait[], key: (wait: Wait) => string): Wait[] {
  return [...new Map(waits.map((wait) => [key(wait), wait])).values()];
}

function cell(may: (situation: Situation) => boolean): string {
  if (!may('here')) return '·';
  return may('otherDepartment') ? '●' : '◐';
}

function titleOfStep({ policy: { main, tracks } }: PolicyBundle, { line, step }: Wait): string {
  const steps = line === 'main' ? main : tracks.find(({ id }) => id === line)?.steps;
  const title: Bilingual | undefined = steps?.find(({ id }) => id === step)?.title;
  return `${title?.en ?? step} (\`${line === 'main' ? step : `${line}/${step}`}\`)`;
}

function notWho({ policy: { separate } }: PolicyBundle, { actions, barred }: Wait): string {
  const apart = Object.values(separate)
    .filter(({ then }) => then.some((action) => actions.includes(action)))
    .flatMap(({ first }) => first.map((part) => ACTIONS.get(part)?.title.en ?? part));
  const words: Readonly<Record<string, string>> = {
    owner: 'owner of the measure',
    culprit: 'who is up for the penalty',
    holder: 'who is up for the penalty',
  };
  const own = barred.map((id) => words[id] ?? id);
  return [...new Set([...apart, ...own])].join(', ');
}

function table(head: readonly string[], rows: readonly (readonly (string | undefined)[])[]): string {
  const line = (cells: readonly (string | undefined)[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
