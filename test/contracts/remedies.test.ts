import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { remedies } from '../../activities/remedies/registry';
import { remediesKeepTheContract } from './remedy-contract';

const ROOT = join(__dirname, '..', '..');

describe('the remedies of this project', () => {
  test('each has a page, and no page is without its remedy', () => {
    const pages = readdirSync(join(ROOT, 'docs', 'remedies')).map((file) => file.replace(/\.md$/, ''));
    expect(pages.sort()).toEqual([...remedies.keys()]);
  });

  remediesKeepTheContract(remedies, join(ROOT, 'activities', 'remedies', 'kinds'), join(ROOT, 'docs', 'remedies'));
});
