import { z } from 'zod';
import { ACTION_LABELS } from '../../domain/actions/labels';
import { ACTIONS } from '../../domain/actions';
import { CORRECTIVE_ACTION_ACTIONS } from '../../domain/linked-cases/corrective-action/actions';
import { INCIDENT_ACTIONS } from '../../domain/linked-cases/incident/actions';
import { intakeSchema } from '../../domain/case/intake';
import { plainSchema } from '../../domain/actions/data-kinds';
import { staffNamedIn } from '../../domain/actions/named-in';

interface JsonSchema {
  type?: string;
  format?: string;
  properties?: Record<string, JsonSchema>;
  items?: JsonSchema;
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
  additionalProperties?: JsonSchema | false;
}

/** Every text of a schema that has no closed list of values, by its path. */
function textsOf(schema: JsonSchema, path: readonly string[] = []): { path: string; name: string; isStaff: boolean }[] {
  const parts = [
    ...Object.entries(schema.properties ?? {}).map(([name, part]) => [name, part] as const),
    ...(schema.items === undefined ? [] : [['*', schema.items] as const]),
    ...[...(schema.anyOf ?? []), ...(schema.oneOf ?? [])].map((part) => ['', part] as const),
    ...(typeof schema.additionalProperties === 'object' ? [['*', schema.additionalProperties] as const] : []),
  ];
  const below = parts.flatMap(([name, part]) => textsOf(part, name === '' ? path : [...path, name]));
  if (schema.type !== 'string') return below;
  const name = path.filter((one) => one !== '*').at(-1) ?? '';
  return [{ path: path.join('.'), name, isStaff: schema.format === 'staff-id' }];
}

const tables = { case: ACTIONS, incident: INCIDENT_ACTIONS, correctiveAction: CORRECTIVE_ACTION_ACTIONS };
const texts = [
  ...Object.entries(tables).flatMap(([kind, actions]) =>
    [...actions.values()].flatMap((action) =>
      textsOf(z.toJSONSchema(plainSchema(action.data, z.string()), { io: 'input' }) as JsonSchema).map((text) => ({
        ...text,
        path: `${kind} ${action.name} ${text.path}`,
      })),
    ),
  ),
  ...textsOf(z.toJSONSchema(plainSchema(intakeSchema, z.string()), { io: 'input' }) as JsonSchema).map((text) => ({
    ...text,
    path: `intake ${text.path}`,
  })),
];

test('these fields are staff ids, and no others', () => {
  expect(
    texts
      .filter(({ isStaff }) => isStaff)
      .map(({ path }) => path)
      .sort(),
  ).toEqual([
    'case absorb by',
    'case absorb byFor',
    'case absorb intake.respondent.persons.*',
    'case absorb respondents.*',
    'case adoptAnswer findings.by',
    'case adoptAnswer findings.byFor',
    'case adoptAnswer findings.persons.*',
    'case adoptAnswer proposal.approvedBy',
    'case adoptAnswer proposal.approvedByFor',
    'case adoptAnswer proposal.by',
    'case adoptAnswer proposal.byFor',
    'case approveMeasures supervisor',
    'case assign person',
    'case decideByHand persons.*',
    'case dispatch technician',
    'case goOnVerbally approvedBy',
    'case planImprovement measures.*.owner',
    'case planTasks tasks.*.owner',
    'case reassign person',
    'case recordMeeting attendees.*.person',
    'case reportViolation person',
    'case submitFindings persons.*',
    'correctiveAction nameOwner owner',
    'correctiveAction plan owner',
    'incident submitFindings persons.*',
    'intake respondent.persons.*',
  ]);
});

test('nothing that is called like a person is another text', () => {
  const person = /^(by|.*By|persons?|staff|owner|technician|supervisor|handler|attendees?|colleague|employee)$/;
  /** How an outreach was made; whether the customer said it or one of ours; who agreed to a price for the customer. */
  const others = ['case recordOutreach by', 'case absorb words.*.by', 'case quote agreedBy'];
  const forgotten = texts.filter(({ name, isStaff }) => !isStaff && person.test(name)).map(({ path }) => path);
  expect(forgotten.filter((path) => !others.includes(path))).toEqual([]);
});

const named = (action: string, data: unknown) => staffNamedIn(ACTIONS.get(action)!, data);

test('the persons that data name are told with where they stand', () => {
  expect(named('submitFindings', { cause: '漏装', persons: ['jun', 'wei'] })).toEqual([
    { path: 'persons.0', id: 'jun' },
    { path: 'persons.1', id: 'wei' },
  ]);
  expect(named('planImprovement', { measures: [{ what: '检测', owner: 'wei' }] })).toEqual([
    { path: 'measures.0.owner', id: 'wei' },
  ]);
  expect(named('recordMeeting', ACTION_LABELS.get('recordMeeting')?.example).map(({ path }) => path)).toEqual([
    'attendees.0.person',
    'attendees.1.person',
  ]);
  expect(named('assign', { department: 'quality' })).toEqual([]);
});

test('data of another shape name nobody', () => {
  for (const data of [undefined, null, 'wei', 7, [], {}, { persons: 'wei' }, { persons: [7, null, {}] }])
    expect(named('submitFindings', data)).toEqual([]);
  expect(named('submitFindings', Object.create({ persons: ['wei'] }))).toEqual([]);
});
