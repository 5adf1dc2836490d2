import type { RemedyDefinition } from '../../activities/remedy';
import type { Sealed } from '../../domain/sealed';
import type { ProposedOptions } from '../../domain/stages/propose';
import { both } from '../../domain/text';
import { invalid } from '../invalid';
import type { FieldError } from '../problem';
import { sealParams } from '../remedy-params';

interface Proposal {
  options: ProposedOptions;
}

/**
 * A proposal whose remedies are checked by their own definitions, what is personal in them sealed.
 * @throws Problem Invalid, naming each parameter
 */
export function sealProposal(
  proposal: unknown,
  remedies: ReadonlyMap<string, RemedyDefinition>,
  seal: (text: string) => Sealed,
): Proposal {
  const { options, ...words } = proposal as Proposal;
  const errors: FieldError[] = [];
  const checked = options.map((option, i) => ({
    ...option,
    remedies: option.remedies.map((remedy, j) => {
      const field = `data.options.${i}.remedies.${j}`;
      const definition = remedies.get(remedy.kind);
      if (definition === undefined) {
        const known = [...remedies.keys()];
        errors.push({
          field: `${field}.kind`,
          code: 'invalid_value',
          message: both(`须为：${known.join('、')}。`, `It must be one of ${known.join(', ')}.`),
        });
        return remedy;
      }
      const { params, errors: wrong } = sealParams(definition, remedy.params, seal, `${field}.params`);
      errors.push(...wrong);
      return { ...remedy, params };
    }),
  }));
  if (errors.length > 0) throw invalid(errors);
  return { ...words, options: checked };
}
