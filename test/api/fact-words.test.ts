import { factWords } from '../../api/why-sentences';
import { Words } from '../../api/words';
import { shippedPolicies } from '../support/policies';

test('a fact is called by what it is, where a category and a department have the same id', () => {
  const policy = shippedPolicies().find(({ policy: { id } }) => id === 'enterprise-eight-step')!.policy;
  const words = new Words({ policy, zone: 'Asia/Shanghai', nameOf: () => undefined, remedyTitle: () => undefined });
  const said = (name: string) => factWords([{ name, value: 'quality' }], words).zh;
  expect(said('category')).toContain(policy.categories['quality']!.title.zh);
  expect(said('department')).toContain(policy.departments['quality']!.title.zh);
  expect(said('category')).not.toBe(said('department').replace('department', 'category'));
});
