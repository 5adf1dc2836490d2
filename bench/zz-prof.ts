import { prepareComplaint } from './complaint';
import { live } from './lifecycle';
import { benchBundle } from './policy';
import { startServers } from './servers';
async function main() {
  const kind = process.argv[2] as 'redress'; const n = Number(process.argv[3]); const at = Number(process.argv[4]);
  const s = await startServers(process.argv[5]);
  const b = benchBundle();
  const run = async (count: number) => {
    const cs = []; for (let i = 0; i < count; i++) cs.push(await prepareComplaint(s.vault));
    const t = performance.now();
    await Promise.all(Array.from({ length: at }, async () => { for (let c = cs.shift(); c; c = cs.shift()) await live(s.client, b, kind, c); }));
    return count * 1000 / (performance.now() - t);
  };
  console.log('warm', await run(16)); console.log('run', await run(n));
  await s.stop();
}
void main();
