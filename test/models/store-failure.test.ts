import mongoose from 'mongoose';
import { storeFailureOf } from '../../models/store-failure';

const { MongoServerError, MongoNetworkError, MongoNetworkTimeoutError, MongoInvalidArgumentError } = mongoose.mongo;
const answer = (code: number, message = 'x') => new MongoServerError({ message, code });
const ofSystem = (code: string) => Object.assign(new Error(code), { code });

test.each<[string, unknown, ReturnType<typeof storeFailureOf>]>([
  ['no connection', new MongoNetworkError('connect ECONNREFUSED'), 'gone'],
  ['no answer', new MongoNetworkTimeoutError('timed out'), 'slow'],
  ['maxTimeMS', answer(50), 'slow'],
  ['shut down', answer(91), 'gone'],
  ['the disk is full', answer(14_031), 'full'],
  ['the disk is full, by another code', answer(8, 'write failed: No space left on device'), 'full'],
  ['another is primary', answer(10_107), 'readOnly'],
  ['the account was taken away', answer(18), 'gone'],
  ['a duplicate', answer(11_000), undefined],
  ['a command that is wrong', answer(9), undefined],
  ['a call that is wrong', new MongoInvalidArgumentError('x'), undefined],
  ['no room for a key', ofSystem('ENOSPC'), 'full'],
  ['a folder that can’t be written', ofSystem('EROFS'), 'readOnly'],
  ['a connection closed as it was written to', ofSystem('EPIPE'), 'gone'],
  ['no such file', ofSystem('ENOENT'), undefined],
  ['behind another error', new Error('the journal', { cause: answer(14_031) }), 'full'],
  ['a mistake of ours', new TypeError('x is undefined'), undefined],
  ['no error at all', undefined, undefined],
])('%s: %#', (_, error, failure) => {
  expect(storeFailureOf(error)).toBe(failure);
});
