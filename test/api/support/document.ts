import Ajv2020 from 'ajv/dist/2020';
import type { ValidateFunction } from 'ajv/dist/2020';
import { openApiDocument } from '../../../api/openapi';
import { OPERATIONS } from '../../../api/routes';

/** As much of the API's document as tests look at. */
export interface Document {
  paths: Record<string, Record<string, Described>>;
  components: { schemas: Record<string, object> };
}
export interface Described {
  operationId: string;
  summary: string;
  parameters: { name: string; in: string; required: boolean; schema: object }[];
  requestBody?: { content: Record<string, { schema: object; example?: unknown }> };
  responses: Record<string, { description: string; content?: Record<string, { schema: object }> }>;
  security: object[];
}

export const DOCUMENT = openApiDocument(OPERATIONS) as unknown as Document;

// Most schemas are used once or twice: code that is not optimized is sooner there.
const ajv = new Ajv2020({ strict: false, validateFormats: false, inlineRefs: false, code: { optimize: false } });
ajv.addSchema({ $id: 'document', components: DOCUMENT.components });
const validators = new Map<object, ValidateFunction>();

/** Validates by a schema of the document; throws if it is none, or one of its references leads nowhere. */
export function validatorOf(schema: object): ValidateFunction {
  const known = validators.get(schema);
  if (known !== undefined) return known;
  const pointed = JSON.parse(JSON.stringify(schema).replaceAll('"#/components/', '"document#/components/')) as object;
  const validate = ajv.compile(pointed);
  validators.set(schema, validate);
  return validate;
}
