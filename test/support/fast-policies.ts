import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';

const ROOT = join(__dirname, '..', '..');

/**
 * A copy of the policies, those of the tests among them, in which the customer is called back after a second and a case
 * is closed two seconds after it was answered, unless said otherwise. Everything else is as shipped: people and real time in one test. Besides,
 * `hasty`: the policy of the demo with three seconds for everything.
 *
 * @param only the policies that the test speaks of, and those that they extend, so that a worker is soon done with
 * reading and publishing them. All if left out.
 * @param reopening how long an answered case can be taken up again, before it is closed, as an ISO 8601 duration
 * @param watch how long the effect of corrective actions is watched, as an ISO 8601 duration; as shipped if left out
 */
export function fastPolicies({
  only,
  reopening = 'PT2S',
  watch,
}: { only?: readonly string[]; reopening?: string; watch?: string } = {}): string {
  const folder = mkdtempSync(join(tmpdir(), 'redress-policies-'));
  cpSync(join(ROOT, 'policies'), folder, { recursive: true });
  cpSync(join(ROOT, 'test', 'policies'), folder, { recursive: true });
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.yaml'))) {
    const policy = parse(readFileSync(join(folder, file), 'utf8')) as {
      reopening?: { within?: string };
      correctiveActions?: { watch?: unknown };
      main?: { stage: string; delay?: unknown; pause?: unknown }[];
    };
    if (policy.reopening !== undefined) policy.reopening.within = reopening;
    if (policy.correctiveActions !== undefined && watch !== undefined) policy.correctiveActions.watch = watch;
    for (const step of policy.main ?? []) {
      if (step.delay !== undefined) step.delay = 'PT1S';
      if (step.pause !== undefined) step.pause = 'PT1S';
    }
    writeFileSync(join(folder, file), stringify(policy));
  }
  const demo = readFileSync(join(folder, 'demo.yaml'), 'utf8');
  writeFileSync(join(folder, 'hasty.yaml'), demo.replace(/^id: demo$/m, 'id: hasty').replace(/PT1\dS|PT20S/g, 'PT3S'));
  if (only !== undefined) removeAllBut(only, folder);
  return folder;
}

function removeAllBut(only: readonly string[], folder: string): void {
  const extended = (id: string): string[] => {
    const { extends: base } = parse(readFileSync(join(folder, `${id}.yaml`), 'utf8')) as { extends?: string };
    return base === undefined ? [id] : [id, ...extended(base)];
  };
  const needed = only.flatMap(extended);
  for (const file of readdirSync(folder))
    if (file.endsWith('.yaml') && !needed.includes(file.slice(0, -'.yaml'.length))) rmSync(join(folder, file));
}
