import type { PolicyBundle } from '../../domain/policy/bundle';
import { BundleUnknown } from '../../models/bundles';
import { VersionTaken } from '../../models/policies';
import { testDatabase } from './test-database';

const database = testDatabase();

function bundle(id: string, version: string, hash = `${id}-${version}`): PolicyBundle {
  // Only what the models look at, and names that a database would stumble over.
  return {
    hash,
    policy: { id, version, bundleHash: hash },
    tables: { 'a.b': { $c: {} } },
    templates: {},
    law: [],
  } as unknown as PolicyBundle;
}

describe('published policies', () => {
  test('published: found by hash, by version and as the latest, unchanged', async () => {
    const { policies } = database();
    const first = bundle('refunds', '1.9.0');
    expect(await policies.publish(first, { by: 'lin' })).toMatchObject({
      id: 'refunds',
      version: '1.9.0',
      hash: first.hash,
      publishedBy: 'lin',
      isNew: true,
    });
    await policies.publish(bundle('refunds', '1.10.0'), { by: 'lin' });
    expect(await policies.byHash(first.hash)).toEqual(first);
    expect(await policies.version('refunds', '1.9.0')).toMatchObject({ hash: first.hash });
    expect(await policies.latest('refunds')).toMatchObject({ version: '1.10.0' });
    expect((await policies.list('refunds')).map(({ version }) => version)).toEqual(['1.10.0', '1.9.0']);
    expect(await policies.latest('none')).toBeUndefined();
    expect(await policies.byHash('none')).toBeUndefined();
  });

  test('published again, many times at once: nothing changes', async () => {
    const { policies } = database();
    const published = await Promise.all(
      Array.from({ length: 10 }, (_, i) => policies.publish(bundle('again', '1.0.0'), { by: `p${i}` })),
    );
    expect(published.filter(({ isNew }) => isNew)).toHaveLength(1);
    expect(new Set(published.map(({ publishedBy, publishedAt }) => publishedBy + publishedAt)).size).toBe(1);
  });

  test('a version with another content: refused, with what to do; the first stays', async () => {
    const { policies } = database();
    await policies.publish(bundle('taken', '1.0.0', 'first'), { by: 'lin' });
    const refused = policies.publish(bundle('taken', '1.0.0', 'second'), { by: 'mei' });
    await expect(refused).rejects.toThrow(VersionTaken);
    await expect(refused).rejects.toThrow(
      /taken 1\.0\.0 was published on \d{4}-\d\d-\d\d with different content .* give the changed policy a new version/,
    );
    expect(await policies.latest('taken')).toMatchObject({ hash: 'first', publishedBy: 'lin' });
  });

  test('a draft replaced: the version names the new one, cases on the first still find it', async () => {
    const { policies } = database();
    await policies.publish(bundle('draft', '1.0.0', 'draft-1'), { by: 'lin' });
    expect(
      await policies.publish(bundle('draft', '1.0.0', 'draft-2'), { by: 'mei', replaceDraft: true }),
    ).toMatchObject({ isNew: true });
    expect(
      await policies.publish(bundle('draft', '1.0.0', 'draft-2'), { by: 'tan', replaceDraft: true }),
    ).toMatchObject({ isNew: false, publishedBy: 'mei' });
    expect(await policies.latest('draft')).toMatchObject({ hash: 'draft-2' });
    expect(await policies.byHash('draft-1')).toMatchObject({ hash: 'draft-1' });
  });
});

describe('bundles in memory', () => {
  test('one that nobody published: an error, and found once it is', async () => {
    const { policies, bundles } = database();
    await expect(bundles.get('later-1.0.0')).rejects.toThrow(BundleUnknown);
    await policies.publish(bundle('later', '1.0.0'), { by: 'lin' });
    expect(await bundles.get('later-1.0.0')).toEqual(bundle('later', '1.0.0'));
    // The same object each time: it is not read again.
    expect(await bundles.get('later-1.0.0')).toBe(await bundles.get('later-1.0.0'));
  });
});
