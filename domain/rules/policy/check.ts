import { z } from 'zod';
import { ACTIONS, ANYTIME_ACTIONS } from '../../actions';
import { checkTable } from '../decision-table';
import type { DecisionTable } from '../decision-table';
import { KNOWN_EVENTS } from '../../defined-events';
import { checkExpression, checkFactSchema } from '../feel/check';
import { didYouMean } from '../feel/problem';
import type { FactSchema } from '../feel/fact-schema';
import { plainSchema } from '../../actions/data-kinds';
import { intakeSchema } from '../../case/intake';
import { STAFF_VALUES, valuesOfTemplate } from '../../letters/message-values';
import type { Dimension } from '../../reports/mark';
import type { StageDefinition } from '../../stage';
import { STAGES } from '../../stages';
import { checkTemplate } from '../../letters/template';
import { parseTimeLimit } from '../../time/time-limit';
import { checkCategories, isTree, pathOfCategory } from '../../policy/category-tree';
import { checkWays } from './check-ways';
import type { Step } from '../../policy/compiled';
import { failureOfExample } from './examples';
import { factSchemaOf } from './fact-schema';
import { FILLED, SIGNED } from '../../policy/form';
import { checkWebIntake } from '../../policy/web-intake';
import type { PolicyProblem } from './problem';
import type { PolicyFile } from './schema';
import { PARTS } from '../../policy/separate';
import type { ExtendRule, ReasonRef, RungRule, TimeLimit } from '../../policy/step';

/** Groups that facts stand in beside those of forms. */
const FACT_GROUPS: readonly string[] = ['intake', 'case', 'chosen'];

type Path = (string | number)[];

/**
 * What the shape of a policy cannot say: whether its parts fit together. All mistakes at once.
 * @param remedies kinds of remedy that can be executed here.
 */
export function checkPolicy(policy: PolicyFile, remedies: readonly string[]): PolicyProblem[] {
  return new PolicyCheck(policy, remedies).run();
}

class PolicyCheck {
  private readonly problems: PolicyProblem[] = [];
  private readonly facts: FactSchema;

  constructor(
    private readonly policy: PolicyFile,
    private readonly remedies: readonly string[],
  ) {
    this.facts = factSchemaOf(policy);
  }

  run(): PolicyProblem[] {
    const { policy } = this;
    this.known('role', Object.keys(policy.roles), policy.owner, ['owner']);
    this.checkByHand();
    for (const [i, role] of (policy.confidential?.complainant ?? []).entries())
      this.known('role', Object.keys(policy.roles), role, ['confidential', 'complainant', i]);
    if (policy.confidential !== undefined && !policy.intake.required.includes('brief'))
      this.add(
        ['confidential'],
        'roles that may not know the complainant need a summary instead of the original text',
        'add "brief" to the required fields of intake',
      );
    this.checkRoles();
    for (const problem of checkFactSchema(this.facts)) {
      const form = problem.message.split(/[.:]/)[0] ?? '';
      const at = Object.hasOwn(policy.forms ?? {}, form) ? ['forms', form] : ['intake', 'fields'];
      this.add(at, problem.message, problem.hint);
    }
    this.checkForms();
    this.checkDocuments();
    this.checkCategories();
    for (const [name, table] of Object.entries(policy.tables)) this.checkTable(name, table);
    this.checkExamples();
    this.checkLine(policy.main, ['main']);
    this.problems.push(...checkWays(policy.main, ['main'], [policy.reopening.to]));
    this.checkMain();
    for (const [id, track] of Object.entries(policy.tracks)) {
      const at = ['tracks', id];
      if (id === 'main') this.add(at, '"main" is the name of the main line.', 'Give the track another name.');
      if (track.when !== undefined) this.checkCondition(track.when, [...at, 'when']);
      for (const [i, step] of (track.before ?? []).entries())
        this.known(
          'step',
          policy.main.flatMap(({ id: main, stage }) => (stage === 'archive' ? [] : [main])),
          step,
          [...at, 'before', i],
        );
      if (track.on !== undefined) this.known('event', KNOWN_EVENTS, track.on, [...at, 'on']);
      this.checkLine(track.steps, [...at, 'steps']);
      this.problems.push(...checkWays(track.steps, [...at, 'steps']));
      this.checkStart(track, at);
      const archive = track.steps.findIndex((step) => step.stage === 'archive');
      if (archive >= 0) this.add([...at, 'steps', archive], 'only the main line has an archive step.');
    }
    for (const [id, clock] of Object.entries(policy.clocks)) {
      const at = ['clocks', id];
      this.checkLimit(clock.within, [...at, 'within']);
      for (const [i, { when, within }] of clock.insteadWhen.entries()) {
        this.checkCondition(when, [...at, 'insteadWhen', i, 'when']);
        this.checkLimit(within, [...at, 'insteadWhen', i, 'within']);
      }
      for (const name of ['starts', 'stops'] as const)
        for (const [i, type] of clock[name].entries()) this.known('event', KNOWN_EVENTS, type, [...at, name, i]);
      for (const [i, { to }] of clock.warn.entries())
        this.known('role', Object.keys(policy.roles), to, [...at, 'warn', i, 'to']);
      if (clock.extend !== undefined) this.checkExtend(clock.extend, clock.within, [...at, 'extend']);
      if (clock.pauses && clock.stops.includes('MessageSent'))
        this.add(
          [...at, 'pauses'],
          'a pause stops the time limit for the result, not the one for informing the customer.',
          'Omit "pauses", or stop the clock by another event.',
        );
    }
    for (const [i, fact] of (policy.catchUp ?? []).entries())
      this.known('fact', Object.keys(this.facts), fact, ['catchUp', i]);
    this.checkReports();
    this.checkIncidents();
    this.checkCorrectiveActions();
    this.checkTemplates();
    this.checkActions();
    this.checkIntake();
    return this.problems;
  }

  private add(path: Path, message: string, hint?: string): void {
    this.problems.push({ field: path.join('.'), message, ...(hint === undefined ? {} : { hint }) });
  }

  private known(what: string, names: readonly string[], name: string, path: Path): void {
    if (names.includes(name)) return;
    this.add(path, `no such ${what} "${name}".`, didYouMean(name, names) ?? `There is: ${names.join(', ') || 'none'}.`);
  }

  /** What a table could not answer nobody can answer by default. */
  private checkByHand(): void {
    const { byHand, owner } = this.policy;
    if (byHand === undefined) return;
    const at = ['byHand', 'overdue'];
    this.checkLimit(byHand.within, ['byHand', 'within']);
    this.checkLadder(byHand.overdue, byHand.within, { stage: 'byHand', actions: [] }, at);
    this.checkEndOf(byHand.overdue, owner, {}, at);
  }

  /** More time is of the same kind as what there was: days of office hours aren't added to calendar days. */
  private checkExtend(extend: ExtendRule, { counting }: TimeLimit, at: Path): void {
    this.checkLimit(extend.by, [...at, 'by']);
    if (extend.by.counting !== counting)
      this.add([...at, 'by'], `counts otherwise (${extend.by.counting}) than the limit itself (${counting}).`);
    this.checkLimit(extend.within, [...at, 'within']);
    const roles = Object.keys(this.policy.roles);
    this.known('role', roles, extend.approve, [...at, 'approve']);
    if (extend.teller !== undefined) this.known('role', roles, extend.teller, [...at, 'teller']);
    this.known('template', Object.keys(this.policy.templates), extend.template, [...at, 'template']);
    const actions = STAGES.decideExtension.actions;
    this.checkLadder(extend.overdue, extend.within, { stage: 'decideExtension', actions }, [...at, 'overdue']);
    if (!this.policy.anytime.includes('extendLimit'))
      this.add([...at], 'nobody can request the extension.', 'Add "extendLimit" to "anytime".');
  }

  private checkRoles(): void {
    const { roles } = this.policy;
    for (const [id, role] of Object.entries(roles)) {
      if (role.above === undefined) continue;
      this.known('role', Object.keys(roles), role.above, ['roles', id, 'above']);
      const seen = [id];
      for (let up: string | undefined = role.above; up !== undefined; up = roles[up]?.above) {
        if (seen.includes(up)) {
          this.add(['roles', id, 'above'], `the levels above "${id}" form a loop: ${[...seen, up].join(' → ')}.`);
          break;
        }
        seen.push(up);
      }
    }
  }

  /** Facts of a form are `<form>.<field>`: a form can't be called as a fact is, or as another group of facts. */
  private checkForms(): void {
    for (const [name, form] of Object.entries(this.policy.forms ?? {})) {
      if (FACT_GROUPS.includes(name))
        this.add(['forms', name], `"${name}" is a group of facts already.`, 'Give the form another name.');
      for (const mark of [FILLED, SIGNED])
        if (Object.hasOwn(form.fields, mark))
          this.add(['forms', name, 'fields', mark], `every form has the fact "${mark}".`, 'Give it another name.');
    }
  }

  private checkCategories(): void {
    const { categories } = this.policy;
    for (const [id, { remedies = [], within }] of Object.entries(categories)) {
      for (const [i, kind] of remedies.entries())
        this.known('remedy', this.remedies, kind, ['categories', id, 'remedies', i]);
      if (within !== undefined) this.known('category', Object.keys(categories), within, ['categories', id, 'within']);
    }
    this.problems.push(...checkCategories(categories));
  }

  private checkDocuments(): void {
    const { documents, forms = {}, roles } = this.policy;
    for (const [i, form] of (documents?.registerForm.forms ?? []).entries())
      this.known('form', Object.keys(forms), form, ['documents', 'registerForm', 'forms', i]);
    for (const [i, role] of (documents?.report.penaltiesFor ?? []).entries())
      this.known('role', Object.keys(roles), role, ['documents', 'report', 'penaltiesFor', i]);
  }

  private checkTable(name: string, table: DecisionTable): void {
    for (const problem of checkTable(table, this.facts)) {
      const rule = table.rules.findIndex((one) => one.id === problem.ruleId);
      const path: Path = [
        'tables',
        name,
        ...(rule < 0 ? (problem.ruleId === 'default' ? ['default'] : []) : ['rules', rule]),
      ];
      this.add(path, problem.message, problem.hint);
    }
    this.checkAnswers(name, table, 'department', Object.keys(this.policy.departments));
    this.checkAnswers(name, table, 'role', Object.keys(this.policy.roles));
  }

  /** Examples are looked at once nothing is wrong with their table: they would only repeat it. */
  private checkExamples(): void {
    for (const [i, example] of this.policy.examples.entries()) {
      const table = this.policy.tables[example.table];
      if (table === undefined) {
        this.known('table', Object.keys(this.policy.tables), example.table, ['examples', i, 'table']);
        continue;
      }
      if (checkTable(table, this.facts).length > 0) continue;
      const given = { ...placeFacts(this.policy.categories, example.given['category']), ...example.given };
      const failure = failureOfExample({ ...example, given }, table, this.facts);
      if (failure !== undefined)
        this.add(['examples', i], `the table "${example.table}" gives another answer: ${failure}`);
    }
  }

  /** Roles and departments that a table answers have to be the policy's. */
  private checkAnswers(name: string, table: DecisionTable, output: 'department' | 'role', names: string[]): void {
    if (table.outputs[output] === undefined) return;
    for (const [i, rule] of table.rules.entries()) {
      const answer = rule.then[output];
      if (typeof answer === 'string' && !answer.startsWith('='))
        this.known(output, names, answer, ['tables', name, 'rules', i, 'then', output]);
    }
  }

  private checkReports(): void {
    const { reports, roles, categories, departments, clocks } = this.policy;
    const values: Partial<Record<Dimension, string[]>> = {
      category: Object.keys(categories),
      topCategory: Object.keys(categories).filter((id) => categories[id]?.within === undefined),
      department: Object.keys(departments),
      clock: Object.keys(clocks),
      remedy: [...this.remedies],
    };
    for (const [name, report] of Object.entries(reports ?? {})) {
      for (const [i, role] of report.to.entries())
        this.known('role', Object.keys(roles), role, ['reports', name, 'to', i]);
      for (const [i, { by, where }] of report.sections.entries()) {
        if (by === 'topCategory' && !isTree(categories))
          this.add(
            ['reports', name, 'sections', i, 'by'],
            'no category of this policy lies within another.',
            'Group by "category".',
          );
        for (const [dimension, wanted] of Object.entries(where))
          for (const [j, value] of wanted.entries()) {
            const known = values[dimension as Dimension];
            if (known !== undefined)
              this.known(dimension, known, value, ['reports', name, 'sections', i, 'where', dimension, j]);
          }
      }
    }
  }

  /** Incidents speak to their members by actions that the policy has to allow, and tell them alike by its own facts. */
  private checkIncidents(): void {
    const { incidents, roles, templates, anytime } = this.policy;
    if (incidents === undefined) return;
    const at = ['incidents'];
    for (const name of ['handler', 'approver'] as const)
      this.known('role', Object.keys(roles), incidents[name], [...at, name]);
    for (const [i, role] of incidents.warn.tell.entries())
      this.known('role', Object.keys(roles), role, [...at, 'warn', 'tell', i]);
    for (const name of ['template', 'notice'] as const)
      this.known('template', Object.keys(templates), incidents[name], [...at, name]);
    const single = Object.keys(this.facts).filter((name) => this.facts[name]?.kind !== 'list');
    for (const [i, { like }] of incidents.rules.entries())
      for (const [k, fact] of like.entries()) this.known('fact', single, fact, [...at, 'rules', i, 'like', k]);
    this.checkLimit(incidents.within, [...at, 'within']);
    for (const action of ['joinIncident', 'leaveIncident', 'adoptAnswer'])
      if (!anytime.includes(action))
        this.add(at, `incidents need the action "${action}" at any time.`, `Add it to "anytime".`);
  }

  /** Whoever carries measures out is told by a template; a step that opens them needs rules to open them by. */
  private checkCorrectiveActions(): void {
    const { correctiveActions: rules, roles, templates, main, tracks } = this.policy;
    const at = ['correctiveActions'];
    if (rules === undefined) {
      const steps = [...main, ...Object.values(tracks).flatMap((track) => track.steps)];
      const opening = steps.find(({ stage }) => stage === 'pursueMeasures');
      if (opening !== undefined)
        this.add(at, `the step "${opening.id}" opens corrective actions.`, 'Add "correctiveActions".');
      return;
    }
    for (const name of ['overseer', 'verifier'] as const)
      this.known('role', Object.keys(roles), rules[name], [...at, name]);
    this.known('template', Object.keys(templates), rules.template, [...at, 'template']);
    this.checkLimit(rules.within, [...at, 'within']);
    this.checkLimit(rules.watch, [...at, 'watch']);
    for (const part of ['verify', 'assess'] as const) this.checkLimit(rules[part].within, [...at, part, 'within']);
    const ladders = [
      [rules.overdue, at],
      [rules.verify.overdue, [...at, 'verify']],
      [rules.assess.overdue, [...at, 'assess']],
    ] as const;
    for (const [ladder, where] of ladders)
      for (const [i, { to }] of ladder.entries())
        if (to !== undefined) this.known('role', Object.keys(roles), to, [...where, 'overdue', i, 'to']);
  }

  /** A message with a hole in it is found now, not when a customer waits for it. */
  private checkTemplates(): void {
    const { main, tracks, templates } = this.policy;
    const steps = [...main, ...Object.values(tracks).flatMap((track) => track.steps)];
    const toStaff = steps.flatMap(
      (step) => (STAGES[step.stage] as unknown as StageDefinition).refers?.(step).staffTemplates ?? [],
    );
    for (const [name, template] of Object.entries(templates))
      for (const problem of checkTemplate(template, toStaff.includes(name) ? STAFF_VALUES : valuesOfTemplate(name)))
        this.add(['templates', name, problem.field], problem.message, problem.hint);
  }

  private checkLine(steps: Step[], at: Path): void {
    const ids = steps.map((step) => step.id);
    for (const [i, step] of steps.entries()) {
      const here = [...at, i];
      if (ids.indexOf(step.id) !== i) this.add([...here, 'id'], `there are two steps "${step.id}" in this line.`);
      if (step.when !== undefined) this.checkCondition(step.when, [...here, 'when']);
      if (step.stage === 'lookBack' && this.policy.confidential !== undefined)
        this.add(
          [...here, 'stage'],
          'a confidential policy may not look up earlier complaints: registering a phone number would reveal whether its owner complained before',
          'Remove the step, or remove "confidential".',
        );
      const stage = STAGES[step.stage] as unknown as StageDefinition;
      const refers = stage.refers?.(step) ?? {};
      for (const role of refers.roles ?? [])
        this.known('role', Object.keys(this.policy.roles), role, fieldWith(step, here, role));
      for (const id of refers.steps ?? []) this.known('step', ids, id, fieldWith(step, here, id));
      const mainIds = this.policy.main.map((one) => one.id);
      for (const id of refers.mainSteps ?? []) this.known('step', mainIds, id, fieldWith(step, here, id));
      for (const table of refers.tables ?? [])
        this.known('table', Object.keys(this.policy.tables), table, fieldWith(step, here, table));
      for (const id of refers.departments ?? [])
        this.known('department', Object.keys(this.policy.departments), id, fieldWith(step, here, id));
      for (const template of refers.templates ?? [])
        this.known('template', Object.keys(this.policy.templates), template, fieldWith(step, here, template));
      for (const field of refers.fields ?? [])
        this.known('intake field', Object.keys(this.policy.intake.fields), field, fieldWith(step, here, field));
      for (const form of refers.forms ?? [])
        this.known('form', Object.keys(this.policy.forms ?? {}), form, fieldWith(step, here, form));
      for (const { table, output } of stage.needs?.(step) ?? []) {
        const outputs = this.policy.tables[table]?.outputs;
        if (outputs !== undefined && !Object.hasOwn(outputs, output))
          this.add(
            here,
            `its table "${table}" has no output "${output}".`,
            `Add "${output}" to what the table answers.`,
          );
      }
      if ('reason' in step && typeof step.reason === 'object')
        this.checkReason(step.reason, [...here, 'reason', 'field']);
      this.checkWaits(step, stage, here);
    }
  }

  /** What a message gives as its reason are words, not a fact. */
  private checkReason({ form, field }: NonNullable<ReasonRef>, at: Path): void {
    const fields = Object.entries(this.policy.forms?.[form]?.fields ?? {});
    const texts = fields.flatMap(([name, { type }]) => (type === 'text' ? [name] : []));
    if (this.policy.forms?.[form] !== undefined) this.known('text in that form', texts, field, at);
  }

  /** A track that its own steps start again never ends. */
  private checkStart({ on, steps }: PolicyFile['tracks'][string], at: Path): void {
    if (on === undefined) return;
    const emits = steps.find((step) => Object.hasOwn(STAGES[step.stage].events, on));
    if (emits === undefined && !EVERY_LINES_EVENTS.includes(on)) return;
    this.add(
      [...at, 'on'],
      emits === undefined
        ? `every line causes ${on}, this track included. The track would start again without end.`
        : `its own step "${emits.id}" causes ${on}. The track would start again without end.`,
      'Start the track at another event, or by a condition ("when"), which holds once.',
    );
  }

  /** Times and ladders wherever a step has them: `within` and `overdue`, and what else is called so (`deskWithin`). */
  private checkWaits(part: object, stage: StageDefinition, at: Path): void {
    const fields = new Map(Object.entries(part) as [string, unknown][]);
    for (const [name, value] of fields) {
      const here = [...at, name];
      if (/^(delay|pause|every|within|.+Within)$/.test(name)) this.checkLimit(value as TimeLimit | undefined, here);
      else if (name === 'pauses')
        for (const [i, pause] of (value as TimeLimit[]).entries()) this.checkLimit(pause, [...here, i]);
      else if (/^(overdue|.+Overdue)$/.test(name)) {
        const within = fields.get(name.replace('overdue', 'within').replace('Overdue', 'Within'));
        this.checkLadder(value as RungRule[], within as TimeLimit | undefined, stage, here);
        if (name === 'overdue') this.checkEndOf(value as RungRule[], fields.get('who'), stage, here);
      } else if (Array.isArray(value)) {
        for (const [i, one] of value.entries())
          if (typeof one === 'object' && one !== null) this.checkWaits(one as object, stage, [...here, i]);
      } else if (typeof value === 'object' && value !== null) this.checkWaits(value, stage, here);
    }
  }

  private checkLadder(
    ladder: RungRule[],
    within: TimeLimit | undefined,
    stage: Pick<StageDefinition, 'stage' | 'actions'>,
    at: Path,
  ): void {
    if (ladder.length > 0 && within === undefined && stage.stage !== 'keepPromise')
      this.add(at, 'an escalation ladder needs a time limit to start from.', 'Add "within".');
    for (const [i, rung] of ladder.entries()) {
      const here = [...at, i];
      this.checkLimit(rung.after, [...here, 'after']);
      if (rung.to !== undefined) this.known('role', Object.keys(this.policy.roles), rung.to, [...here, 'to']);
      if (rung.do !== 'decide' || rung.action === undefined) continue;
      const names = stage.actions.map((action) => action.name);
      this.known('action of this stage', names, rung.action, [...here, 'action']);
      const action = ACTIONS.get(rung.action);
      const parsed = action && plainSchema(action.data, z.string()).safeParse(rung.data ?? {});
      if (parsed?.success === false)
        for (const issue of parsed.error.issues) this.add([...here, 'data', ...issue.path.map(String)], issue.message);
      if (i < ladder.length - 1) this.add(here, 'no step may follow a decision by default.', 'Put the decision last.');
    }
  }

  /** When time is up and the ladder has been climbed, somebody else has the task, or it is decided. */
  private checkEndOf(ladder: RungRule[], who: unknown, stage: Pick<StageDefinition, 'silenceDecides'>, at: Path): void {
    if (ladder.length === 0 || typeof who !== 'string' || stage.silenceDecides === true) return;
    const above = this.policy.roles[who]?.above;
    // Above the topmost role there is nobody; a known delay is all there can be.
    if (above === undefined) return;
    const leads = ladder.some(({ do: does, to }) => does === 'decide' || (does === 'escalate' && to !== who));
    if (leads) return;
    this.add(
      at,
      `the escalation ladder has no end: only "${who}" ever has the task, and nothing is decided by default.`,
      `Add "- { after: …, do: escalate, to: ${above} }", or a decision by default.`,
    );
  }

  private checkLimit(limit: TimeLimit | undefined, at: Path): void {
    if (limit === undefined) return;
    try {
      parseTimeLimit(limit);
    } catch (error) {
      this.add(at, (error as Error).message);
    }
  }

  private checkCondition(source: string, at: Path): void {
    for (const problem of checkExpression(source, this.facts, { kind: 'boolean' }))
      this.add(at, problem.message, problem.hint);
  }

  private checkMain(): void {
    const { main, reopening } = this.policy;
    const archives = main.filter((step) => step.stage === 'archive');
    if (archives.length !== 1 || main.at(-1)?.stage !== 'archive')
      this.add(
        ['main'],
        'the main line must end with its only archive step.',
        'Add "- {id: archive, stage: archive}" at the end.',
      );
    if (archives[0]?.when !== undefined)
      this.add(['main', main.length - 1, 'when'], 'the archive step may not have a condition.');
    this.known(
      'step',
      main.map((step) => step.id),
      reopening.to,
      ['reopening', 'to'],
    );
    this.checkLimit(reopening.within, ['reopening', 'within']);
  }

  private checkActions(): void {
    const { anytime, viaTemporal, tracks } = this.policy;
    for (const [i, action] of anytime.entries())
      this.known('action at any time', [...ANYTIME_ACTIONS.keys()], action, ['anytime', i]);
    for (const action of Object.keys(this.policy.anytimeRoles)) {
      this.known('action at any time', [...ANYTIME_ACTIONS.keys()], action, ['anytimeRoles', action]);
      for (const [i, role] of (this.policy.anytimeRoles[action] ?? []).entries())
        this.known('role', Object.keys(this.policy.roles), role, ['anytimeRoles', action, i]);
    }
    for (const [name, { first, then }] of Object.entries(this.policy.separate))
      for (const [part, actions] of Object.entries({ first, then }))
        for (const [i, action] of actions.entries())
          this.known('action', [...ACTIONS.keys(), ...(part === 'first' ? PARTS : [])], action, [
            'separate',
            name,
            part,
            i,
          ]);
    for (const [who, rules] of Object.entries(this.policy.pauses ?? {}))
      for (const [i, action] of rules.goOn.entries())
        this.known('action', [...ACTIONS.keys()], action, ['pauses', who, 'goOn', i]);
    for (const [i, action] of viaTemporal.entries())
      this.known('action', [...ACTIONS.keys()], action, ['viaTemporal', i]);
    for (const { name, takenUpBy } of ANYTIME_ACTIONS.values())
      if (takenUpBy !== undefined && anytime.includes(name) && tracks[takenUpBy.track]?.on !== takenUpBy.on)
        this.add(
          ['anytime'],
          `"${name}" needs a track that handles it.`,
          `Add a track "${takenUpBy.track}" with "on: ${takenUpBy.on}".`,
        );
  }

  private checkIntake(): void {
    for (const [i, path] of this.policy.intake.required.entries())
      this.known('intake field', INTAKE_PATHS, path, ['intake', 'required', i]);
    this.problems.push(...checkWebIntake(this.policy.intake, this.policy.categories));
  }
}

/** What follows from an example's category, which need not be said beside it. */
function placeFacts(categories: PolicyFile['categories'], category: unknown): Record<string, unknown> {
  if (typeof category !== 'string' || category === '') return {};
  const path = pathOfCategory(categories, category);
  return { categories: path, topCategory: path[0] };
}

/** Events by which the runner keeps its place on any line. */
const EVERY_LINES_EVENTS: readonly string[] = [
  ...['LineStarted', 'StepEntered', 'StepLeft', 'LineEnded', 'TaskOpened', 'TaskDone'],
  ...['EffectStarted', 'EffectSucceeded', 'Answered'],
];

const INTAKE_PATHS = pathsOf(plainSchema(intakeSchema, z.string()), '');

function pathsOf(schema: z.ZodType, prefix: string): string[] {
  const inner =
    schema instanceof z.ZodDefault || schema instanceof z.ZodOptional ? (schema.unwrap() as z.ZodType) : schema;
  if (!(inner instanceof z.ZodObject)) return [prefix];
  return Object.entries(inner.shape as Record<string, z.ZodType>).flatMap(([name, child]) =>
    pathsOf(child, prefix === '' ? name : `${prefix}.${name}`),
  );
}

/** The field of a step that holds a name, so that the message points there. */
function fieldWith(step: Step, at: Path, name: string): Path {
  const find = (value: unknown, path: Path): Path | undefined => {
    if (value === name) return path;
    if (typeof value !== 'object' || value === null) return undefined;
    for (const [key, child] of Object.entries(value)) {
      if (key === 'id' || key === 'stage') continue;
      const found = find(child, [...path, Array.isArray(value) ? Number(key) : key]);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  return find(step, at) ?? at;
}
