import { createHash } from 'node:crypto';
import { writeSync } from 'node:fs';
import { join } from 'node:path';
import { FileKeyStore } from '../../vault/file-key-store';
import { KeyDestroyed } from '../../vault/key-store';
import type { CaseKey } from '../../vault/key-store';
import { MasterKeys } from '../../vault/master-keys';

// A process of its own on a shared key folder, run by key-store-processes.test.ts:
//   race FOLDER COUNT       on a line from stdin, creates C0, C1, … in turn
//   churn FOLDER COUNT      creates, destroys, rotates and rewraps at random until it is killed
// It says on stdout what it did, each line before the next step begins.

const say = (...words: string[]): number => writeSync(1, `${words.join(' ')}\n`);
const printOf = (key: CaseKey): string => createHash('sha256').update(key.export()).digest('hex');
const chance = (of: number): boolean => Math.random() < of;

async function main(): Promise<void> {
  const [mode = '', folder = '', count = '0'] = process.argv.slice(2);
  const masters = new MasterKeys(join(folder, 'master'));
  if (mode === 'race') {
    say('ready');
    await new Promise((resolve) => process.stdin.once('data', resolve));
    const store = await FileKeyStore.open(join(folder, 'cases'), masters);
    // One after the other, so that the processes meet at each number and not just at the first.
    for (let index = 0; index < Number(count); index++)
      say('created', `C${index}`, printOf(await store.create(`C${index}`)));
    process.exit(0);
  }
  const store = await FileKeyStore.open(join(folder, 'cases'), masters);
  say('ready');
  const line = async (): Promise<never> => {
    for (;;) {
      const no = `C${Math.floor(Math.random() * Number(count))}`;
      try {
        say('created', no, printOf(await store.create(no)));
      } catch (error) {
        if (!(error instanceof KeyDestroyed)) throw error;
        say('refused', no);
      }
      if (chance(0.2)) {
        say('destroying', no);
        await store.destroy(no);
        say('destroyed', no);
      }
      if (chance(0.02)) await masters.rotate();
      if (chance(0.02)) for (const broken of (await store.rewrapAll()).broken) say('broken', broken);
    }
  };
  await Promise.all([line(), line(), line(), line()]);
}

main().catch((error: unknown) => {
  say('failed', String(error));
  process.exit(1);
});
