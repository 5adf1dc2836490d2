import { plainFormSchemaOf } from '../../api/form-schema';
import { ACTION_LABELS } from '../../domain/actions/labels';
import { CORRECTIVE_ACTION } from '../../domain/linked-cases/corrective-action';
import { INCIDENT } from '../../domain/linked-cases/incident';
import { PROCEEDING_FIELDS } from '../../domain/labels/proceeding-fields';

const ACTIONS = [INCIDENT, CORRECTIVE_ACTION].flatMap(({ kind, actions }) =>
  [...actions.values()]
    .filter(({ internal }) => internal !== true)
    .map(({ name, data }) => [kind, name, data] as const),
);

test.each(ACTIONS)('%s %s: every field of its form has a title', (_, name, data) => {
  const fields = Object.keys(plainFormSchemaOf(data).properties ?? {});
  const titled = Object.keys(PROCEEDING_FIELDS[name] ?? ACTION_LABELS.get(name)?.fields ?? {});
  expect(fields.filter((field) => !titled.includes(field))).toEqual([]);
});

test('people and times are chosen, not typed', () => {
  const { properties } = plainFormSchemaOf(CORRECTIVE_ACTION.actions.get('nameOwner')!.data);
  expect(properties).toMatchObject({ owner: { 'x-kind': 'person' }, dueAt: { 'x-kind': 'datetime' } });
});
