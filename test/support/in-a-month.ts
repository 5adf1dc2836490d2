/**
 * Node's options for a process that is to believe that it is a month later: one can only report or close a period that
 * is over, and a real stack has no other clock than the computer's.
 */
export const IN_A_MONTH = `--import=data:text/javascript,${encodeURIComponent(`
const { now } = Date;
Date.now = () => now() + 32 * 86_400_000;
globalThis.Date = new Proxy(Date, { construct: (date, given) => new date(...(given.length > 0 ? given : [date.now()])) });
`)}`;
