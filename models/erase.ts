import type { Models } from './open-models';

/**
 * Drops what can't be read but by which a person could still be known again: search tokens, tokens of contacts, the
 * customer's link, the places where a case was counted among its like, the files. Comes after the destruction of the key of
 * a complaint or an incident; can be repeated, and is to be after a backup was restored.
 *
 * What stays readable is listed in docs/auditors-guide.md.
 */
export async function eraseTraces(
  {
    register,
    likeness,
    contacts,
    customerLinks,
    attachments,
  }: Pick<Models, 'register' | 'likeness' | 'contacts' | 'customerLinks' | 'attachments'>,
  no: string,
): Promise<void> {
  await register.eraseTokens(no);
  await likeness.drop(no);
  await contacts.dropTokens(no);
  await customerLinks.drop(no);
  await attachments.drop(no);
}
