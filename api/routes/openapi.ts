import { z } from 'zod';
import { both } from '../../domain/values/text';
import { openApiDocument } from '../openapi';
import { defineOpenOperation } from '../operation';
import type { Operation } from '../operation';

/** The document of the API, written from the operations it has. */
export function openApi(operations: () => readonly Operation[]): Operation {
  let document: Record<string, unknown> | undefined;
  return defineOpenOperation({
    id: 'openApi',
    method: 'get',
    path: '/openapi.json',
    tag: 'About',
    title: both('接口文档', 'OpenAPI document'),
    answers: { 200: { description: 'OpenAPI 3.1.', schema: z.record(z.string(), z.unknown()) } },
    handle: () => ({ status: 200, body: (document ??= openApiDocument(operations())) }),
  });
}
