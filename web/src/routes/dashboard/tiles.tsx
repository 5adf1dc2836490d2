import type { ReactNode } from 'react';
import { changeText, figureText } from '../../parts/figure';
import type { Unit } from '../../parts/figure';
import { both } from '../../words/both';
import type { Bilingual } from '../../words/both';
import { useSay } from '../../words/language';
import { W } from './words';

export interface TileSays {
  name: string;
  title: Bilingual;
  definition: Bilingual;
  unit: Unit;
  value: number | null | undefined;
  /** Of as many days before; left out for how things stand now. */
  before?: number | null | undefined;
  /** Turns the figure into a link to what it was made of. */
  link: (children: ReactNode) => ReactNode;
}

/** A figure with what it means and how it was before; it leads to exactly what it counts. */
export function Tile({ name, title, definition, unit, value, before, link }: TileSays): ReactNode {
  const say = useSay();
  const change = changeText(value, before, unit);
  const isEmpty = value === null || value === undefined || value === 0;
  const shown = <span className="tile-figure">{say(figureText(value, unit))}</span>;
  return (
    <li className="tile" data-tile={name} data-value={value ?? ''}>
      <h3>{say(title)}</h3>
      {isEmpty ? shown : link(shown)}
      {before !== undefined && (
        <p className="tile-change">
          {change !== undefined && `${say(change)} · `}
          {say(both(`${W.before.zh} ${figureText(before, unit).zh}`, `${W.before.en} ${figureText(before, unit).en}`))}
        </p>
      )}
      <p className="muted">{say(definition)}</p>
    </li>
  );
}
