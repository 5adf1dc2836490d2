import type { Language } from '../domain/values/text';
import { both } from '../domain/values/text';
import type { CustomerLinks } from '../models/customer-links';

/** Where customers reach the pages of their complaints, and by which link; absent where the operator says no address. */
export interface LinkInLetters {
  /** Of the installation as customers reach it, without a slash at its end. */
  publicUrl: string;
  links: Pick<CustomerLinks, 'token'>;
}

const LINE = both('查看进度、答复方案：', 'See where it stands, and answer: ');

/**
 * A letter with the link of its case at its end. Only what a case says of itself gets one: a letter to the customer of
 * another complaint that was merged into it would lead them to somebody else's page.
 * @param about the number that the letter speaks of
 * @throws KeyDestroyed, KeyUnknown
 */
export async function withLink(
  text: string,
  { no, about, language }: { no: string; about: unknown; language: Language },
  letters: LinkInLetters | undefined,
): Promise<string> {
  if (letters === undefined || about !== no) return text;
  const token = await letters.links.token(no, new Date());
  return `${text.trimEnd()}\n\n${LINE[language]}${letters.publicUrl}/c/${token}\n`;
}
