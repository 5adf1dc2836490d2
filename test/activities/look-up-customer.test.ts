import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createLookUpCustomer } from '../../activities/look-up-customer';
import { JsonCustomerFile } from '../../activities/ports/json-customer-file';
import type { Office } from './office';
import { NO, openOffice } from './office';
import { temporaryFolders } from './temporary-folders';

describe('the customer file', () => {
  const newFolder = temporaryFolders();
  let office: Office;
  let file: string;
  beforeEach(async () => {
    const folder = newFolder();
    office = await openOffice(folder);
    file = join(folder, 'customers.json');
    const owner = { name: '顾先生', phone: '13800000001', account: '沪A12345', product: '轩逸' };
    writeFileSync(file, JSON.stringify([owner, { name: '无牌', phone: '13900000000' }]));
  });

  async function ask(said: Record<string, string>) {
    const sealed = Object.entries(said).map(([part, value]) => [part, part === 'product' ? value : office.seal(value)]);
    const lookUp = createLookUpCustomer({ file: new JsonCustomerFile(file), vault: office.vault });
    return lookUp({ no: NO, key: `${NO}/customer`, said: Object.fromEntries(sealed) as Record<string, string> });
  }

  test('found by plate, however it is written', async () => {
    expect(await ask({ name: '顾先生', account: '沪a·12345', product: '轩逸' })).toEqual({
      status: 'succeeded',
      result: { match: 'matched', differs: [] },
    });
  });

  test('what differs is named, and never what the file holds', async () => {
    const answer = await ask({ name: '顾先生', phone: '13800009999', account: '沪A12345', product: '逍客' });
    expect(answer).toEqual({ status: 'succeeded', result: { match: 'differs', differs: ['phone', 'product'] } });
    expect(JSON.stringify(answer)).not.toContain('轩逸');
  });

  test('found by phone where there is no plate; what the file does not hold cannot differ', async () => {
    expect(await ask({ phone: '139-0000-0000', product: '轩逸' })).toMatchObject({ result: { match: 'matched' } });
  });

  test('nobody of that name or number, and no file at all', async () => {
    expect(await ask({ account: '沪Z99999' })).toEqual({ status: 'succeeded', result: { match: 'unknown' } });
    file = `${file}.none`;
    expect(await ask({ account: '沪A12345' })).toEqual({ status: 'succeeded', result: { match: 'unknown' } });
  });

  test('an erased person is looked up no more', async () => {
    const account = office.seal('沪A12345');
    await office.destroyKey();
    const lookUp = createLookUpCustomer({ file: new JsonCustomerFile(file), vault: office.vault });
    expect(await lookUp({ no: NO, key: NO, said: { account } })).toEqual({
      status: 'failed',
      result: { reason: 'personErased' },
    });
  });
});
