/** Characters of one cell; the longest that a spreadsheet keeps is a third of it. */
export const MOST_CELL_CHARACTERS = 100_000;
/** Cells of one record. */
export const MOST_CELLS = 1_000;
