import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { connect } from '../../models/connect';
import { openModels } from '../../models/open-models';
import { openVault } from '../../vault/open-vault';
import { ApiClient } from '../../cli/api-client';
import { seedStaff } from '../../cli/seed';
import { Stack } from '../support/stack';

/** Words that occur nowhere but in this complaint. */
const PLANTED = {
  name: '欧阳查无此人',
  phone: '13912345678',
  email: 'planted.zebra@example.com',
  sentence: '紫色骆驼把微波炉撞坏了',
  english: 'the purple camel broke the microwave',
};

test('no planted name, number or sentence is found in any store or log; destroying the key erases them and leaves the chain whole', async () => {
  const stack = await Stack.start({ api: true });
  try {
    const database = await connect(stack.mongoUri);
    const { password } = await seedStaff(database, stack.data);
    const api = new ApiClient(stack.apiUrl);
    await api.persist(() => api.signIn('lin', password));
    const { no } = await api.post<{ no: string }>('/complaints', {
      policy: 'enterprise-eight-step',
      category: 'quality',
      channel: 'email',
      complainant: { name: PLANTED.name, phone: PLANTED.phone, email: PLANTED.email },
      text: `${PLANTED.sentence}; ${PLANTED.english}`,
      demand: { text: PLANTED.sentence },
    });
    await api.act(no, 'note', { text: PLANTED.sentence });
    await api.act(no, 'judge', { founded: true, reason: PLANTED.english });

    // Whoever may read the case reads it in clear, and finds it by its words in either language.
    expect(JSON.stringify(await api.get(`/complaints/${no}`))).toContain(PLANTED.sentence);
    for (const words of ['紫色骆驼', 'purple camel'])
      expect((await api.persist(() => found(api, words))).map((item) => item.no)).toEqual([no]);

    const files = filesBelow(stack.data).filter((file) => !file.includes('/keys/') && !file.includes('/cache/'));
    expect(files.some((file) => file.endsWith('temporal.db'))).toBe(true);
    expect(files.some((file) => file.includes('mongo'))).toBe(true);
    const traces = files.flatMap((file) => {
      const bytes = readFileSync(file);
      return Object.values(PLANTED)
        .filter((text) => spellingsOf(text).some((spelling) => bytes.includes(spelling)))
        .map((text) => `${file}: ${text}`);
    });
    expect(traces).toEqual([]);
    // The search would have found them: the number of the complaint, which is no secret, is everywhere.
    expect(files.filter((file) => readFileSync(file).includes(no)).length).toBeGreaterThan(2);

    const { keyStore, vault, tokenIndex } = await openVault(join(stack.data, 'keys'));
    await keyStore.destroy(no);
    const models = openModels(database, { vault, tokenIndex });
    expect(await models.audit.verifyCase(no)).toMatchObject({ no, intact: true });
    const read = await vault.openDeep((await models.register.get(no))?.state, no);
    expect(JSON.stringify(read)).not.toContain('骆驼');
    await database.close();
  } finally {
    await stack.stop();
  }
}, 240_000);

async function found(api: ApiClient, words: string): Promise<{ no: string }[]> {
  const { items } = await api.get<{ items: { no: string }[] }>(`/complaints?text=${encodeURIComponent(words)}`);
  return items;
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((file) => statSync(file).isFile());
}

/** The forms in which a text may stand in a file: as it is, as JSON escapes, in base64 (whatever the offset), in UTF-16. */
function spellingsOf(text: string): Buffer[] {
  const utf8 = Buffer.from(text);
  const base64 = [0, 1, 2].map((offset) => {
    const whole = Buffer.concat([Buffer.alloc(offset), utf8]).toString('base64');
    return Buffer.from(whole.slice(offset === 0 ? 0 : 4, -4));
  });
  const escaped = Buffer.from(
    Array.from(text)
      .map((letter) => (letter > '~' ? `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}` : letter))
      .join(''),
  );
  return [utf8, escaped, Buffer.from(text, 'utf16le'), ...base64];
}
