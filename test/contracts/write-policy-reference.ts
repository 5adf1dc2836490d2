import { writeFileSync } from 'node:fs';
import { PAGE, policyReferencePage } from './policy-reference-page';

writeFileSync(PAGE, policyReferencePage());
console.log('docs/policy-reference.md is written.');
