import { readFileSync } from 'node:fs';

/** What the page of a remedy shows: an example that fits, one that does not, and what is wrong with it. */
export interface RemedyPage {
  text: string;
  fits: Record<string, unknown>;
  unfit: Record<string, unknown>;
  problem: string;
}

export function readPage(path: string): RemedyPage {
  const text = readFileSync(path, 'utf8');
  const example = (name: string): Record<string, unknown> => {
    const [, json] = new RegExp(`^\`\`\`json ${name}\\n([^]*?)^\`\`\``, 'm').exec(text) ?? [];
    if (json === undefined) throw new Error(`${path} has no example "${name}"`);
    return JSON.parse(json) as Record<string, unknown>;
  };
  const [, problem] = /^Does not fit, `(.+)`:$/m.exec(text) ?? [];
  if (problem === undefined) throw new Error(`${path} does not say what is wrong with its example`);
  return { text, fits: example('fits'), unfit: example('unfit'), problem };
}
