/** Search attributes of a complaint workflow: never personal data, for they are not sealed. */
export const SEARCH_ATTRIBUTES: Record<string, 'Keyword' | 'Datetime'> = {
  RedressStage: 'Keyword',
  RedressStatus: 'Keyword',
  RedressDepartment: 'Keyword',
  RedressSeverity: 'Keyword',
  RedressPolicy: 'Keyword',
  RedressDueAt: 'Datetime',
};
