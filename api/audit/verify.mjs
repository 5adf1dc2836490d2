/**
 * Checks an evidence pack by itself: `node verify.mjs` in the folder that was unpacked. Needs Node.js 18 or later, no
 * network, no key, and nothing of the program that made the pack.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

const read = (name) => readFileSync(new URL(name, import.meta.url));
const sha256 = (content) => createHash('sha256').update(content).digest('hex');
const wrong = [];

const sums = read('SHA256SUMS').toString('utf8').trim().split('\n');
for (const line of sums) {
  const [said, name] = line.split('  ');
  const own = sha256(read(name));
  if (own !== said) wrong.push(`${name}: packed as ${said}, is ${own}`);
}

/** Whether a text says of itself that it is this event. */
function isText(text, seq) {
  const event = JSON.parse(text);
  return event.no === no && event.seq === seq;
}

const { no, head } = JSON.parse(read('head.json').toString('utf8'));
const lines = read('events.jsonl').toString('utf8').split('\n');
const events = lines.filter((line) => line !== '').map((line) => JSON.parse(line));
let [prev, whole] = ['', 0];
for (const { seq, text, prev: said, hash } of events) {
  const own = sha256(`${prev}\n${text}`);
  if (seq !== whole + 1) wrong.push(`event ${whole + 1} is missing; ${seq} follows`);
  else if (said !== prev) wrong.push(`event ${seq}: names ${said} before it, that is ${prev}`);
  else if (own !== hash) wrong.push(`event ${seq}: stored as ${hash}, computed as ${own}`);
  else if (!isText(text, seq)) wrong.push(`event ${seq}: its text is that of another event`);
  else {
    whole = seq;
    prev = hash;
    continue;
  }
  break;
}
if (whole === events.length && prev !== head) wrong.push(`the last hash is ${prev}, head.json says ${head}`);

process.stdout.write(`${no}: ${whole} of ${events.length} events whole, ${sums.length} files looked at\n`);
for (const one of wrong) process.stdout.write(`WRONG ${one}\n`);
process.stdout.write(wrong.length === 0 ? `OK, head ${head}\n` : '');
process.exitCode = wrong.length === 0 ? 0 : 1;
