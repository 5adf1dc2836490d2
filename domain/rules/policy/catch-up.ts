import type { CatchUp, HangsOn } from '../../policy/terms';
import { factNamesIn } from '../feel/facts';
import type { StageDefinition } from '../../stage';
import { STAGES } from '../../stages';
import type { Step } from '../../policy/compiled';
import type { PolicyFile } from './schema';

/** Facts that hold from the moment at which they change, in every policy. */
const ALWAYS = ['major', 'severity', 'priority'];

/** Which steps of a policy hang on facts that hold at once; undefined where none does. */
export function catchUpOf({ main, tracks, tables, catchUp = [] }: PolicyFile): CatchUp | undefined {
  const facts = [...ALWAYS, ...catchUp];
  const among = (expressions: string[]): string[] => {
    const names = expressions.flatMap((source) => factNamesIn(source));
    return facts.filter((fact) => names.includes(fact));
  };
  const ofLine = (steps: Step[]): Record<string, HangsOn> =>
    Object.fromEntries(
      steps.flatMap((step) => {
        const asked = (STAGES[step.stage] as unknown as StageDefinition).actorsBy?.(step) ?? [];
        const inputs = asked.flatMap((table) => Object.values(tables[table]?.inputs ?? {}));
        const hangsOn = {
          when: among(step.when === undefined ? [] : [step.when]),
          actors: among(inputs.map(({ expression }) => expression)),
        };
        return hangsOn.when.length + hangsOn.actors.length === 0 ? [] : [[step.id, hangsOn]];
      }),
    );
  const lines = [['main', main] as const, ...Object.entries(tracks).map(([id, { steps }]) => [id, steps] as const)];
  const found = lines.map(([id, steps]) => [id, ofLine(steps)] as const).filter(([, of]) => Object.keys(of).length > 0);
  return found.length === 0 ? undefined : Object.fromEntries(found);
}
