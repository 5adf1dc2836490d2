import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readPolicies } from '../../models/policy-files';
import { REMEDY_KINDS } from '../support/policies';
import { proceduresPage } from '../support/procedures-page';
import { allRules, scenarioFiles } from '../support/rules';
import { readScenario } from '../support/scenario';
import { allSentences } from '../support/sentences';

const ROOT = join(__dirname, '..', '..');
const policies = new Map(
  readPolicies(join(ROOT, 'policies'), REMEDY_KINDS).map((bundle) => [bundle.policy.id, bundle]),
);
const scenarios = scenarioFiles().map(readScenario);
const page = proceduresPage({ policies, rules: allRules(), scenarios, sentences: allSentences() });
writeFileSync(join(ROOT, 'docs', 'procedures.md'), page);
console.log('docs/procedures.md is written.');
