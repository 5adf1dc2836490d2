import type { PolicyBundle } from '../../domain/policy/bundle';
import type { WebAsk, WebIntake } from '../../domain/policy/web-intake';
import type { Bilingual } from '../../domain/values/text';
import { L } from './words';

/** What may be chosen, with what customers call it. */
export interface Choice {
  readonly value: string;
  readonly title: Bilingual;
}

/** One thing to be typed or chosen, and which field of the intake it fills (`policy` and `place` are beside it). */
export interface Input {
  readonly name: string;
  readonly path: string;
  readonly kind: 'choice' | 'yesNo' | 'text' | 'line' | 'date' | 'money' | 'number' | 'phone' | 'email';
  readonly label: Bilingual;
  readonly isNeeded: boolean;
  readonly choices?: readonly Choice[];
  /** Value of `autocomplete`, so that a browser can fill it in. */
  readonly fillsIn?: string;
}

/** A page of the form. */
export interface Question {
  readonly id: string;
  readonly title: Bilingual;
  readonly help?: Bilingual | undefined;
  readonly inputs: readonly Input[];
  /** One of its inputs at least has to be given. */
  readonly needsOne?: readonly string[];
}

/** Who lodges it, and how they are reached. */
const CONTACT: readonly Omit<Input, 'isNeeded'>[] = [
  { name: 'name', path: 'complainant.name', kind: 'line', label: L.name, fillsIn: 'name' },
  { name: 'phone', path: 'complainant.phone', kind: 'phone', label: L.phone, fillsIn: 'tel' },
  { name: 'email', path: 'complainant.email', kind: 'email', label: L.email, fillsIn: 'email' },
];

/** A policy under which customers may lodge a complaint, and the places of the organisation where they may. */
export interface Offer {
  readonly bundle: PolicyBundle;
  readonly web: WebIntake;
  /** Absent where the policy asks for no place. */
  readonly places?: readonly Choice[];
}

/**
 * What is asked, in this order; what depends on the policy only once that is known.
 * @param chosen id of a policy that is offered
 */
export function questionsOf(offers: readonly Offer[], chosen: string | undefined): readonly Question[] {
  const offer = offerChosen(offers, chosen);
  const about = offers.length > 1 || offer === undefined ? [aboutWhat(offers)] : [];
  return offer === undefined ? about : [...about, ...ofOffer(offer)];
}

/** The policy that was chosen, or the only one that there is; none where the one that was chosen is offered no more. */
export function offerChosen(offers: readonly Offer[], chosen: string | undefined): Offer | undefined {
  const isOnly = offers.length === 1 && chosen === undefined;
  return isOnly ? offers[0] : offers.find(({ bundle }) => bundle.policy.id === chosen);
}

function aboutWhat(offers: readonly Offer[]): Question {
  const choices = offers.map(({ bundle, web }) => ({ value: bundle.policy.id, title: web.title }));
  return single('policy', { path: 'policy', kind: 'choice', label: L.aboutWhat, isNeeded: true, choices });
}

function ofOffer({ bundle, web, places }: Offer): Question[] {
  const { required, fields } = bundle.intake;
  const isNeeded = (path: string): boolean =>
    required.includes(path) || fields[path.slice('fields.'.length)]?.required === true;
  const categories = Object.entries(web.categories).map(([value, title]) => ({ value, title }));
  return [
    ...(places === undefined
      ? []
      : [single('place', { path: 'place', kind: 'choice', label: L.where, isNeeded: true, choices: places })]),
    single('category', { path: 'category', kind: 'choice', label: L.category, isNeeded: true, choices: categories }),
    single('text', { path: 'text', kind: 'text', label: L.text, isNeeded: true }, L.textHelp),
    single('when', { path: 'occurredAt', kind: 'date', label: L.when, isNeeded: isNeeded('occurredAt') }),
    ...Object.entries(web.asks).map(([path, ask]) => askedBy(bundle, path, ask, isNeeded(path))),
    {
      id: 'demand',
      title: L.demand,
      help: L.demandHelp,
      inputs: [
        {
          ...{ name: 'demand', path: 'demand.text', kind: 'text' },
          label: L.demandText,
          isNeeded: isNeeded('demand.text'),
        },
        {
          ...{ name: 'amount', path: 'demand.amountFen', kind: 'money' },
          ...{ label: L.amount, isNeeded: isNeeded('demand.amountFen') },
        },
      ],
    },
    {
      ...{ id: 'contact', title: L.contact, help: L.contactHelp, needsOne: ['phone', 'email'] },
      inputs: CONTACT.map((input) => ({ ...input, isNeeded: isNeeded(input.path) })),
    },
  ];
}

function askedBy(
  { intake }: PolicyBundle,
  path: string,
  { title, help, choices }: WebAsk,
  isNeeded: boolean,
): Question {
  const type = intake.fields[path.slice('fields.'.length)]?.type;
  const offered = Object.entries(choices ?? {}).map(([value, called]) => ({ value, title: called }));
  const kind = offered.length > 0 ? 'choice' : type === 'boolean' ? 'yesNo' : type === 'number' ? 'number' : 'line';
  const input = { path, kind: path === 'receiptFen' ? 'money' : kind, label: title, isNeeded } as const;
  // A name in a form, and part of an address.
  return single(path.replace('.', '-'), offered.length > 0 ? { ...input, choices: offered } : input, help);
}

function single(id: string, input: Omit<Input, 'name'>, help?: Bilingual): Question {
  return { id, title: input.label, ...(help === undefined ? {} : { help }), inputs: [{ name: id, ...input }] };
}
