import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
// Not the package's main file, which loads the browser's code into the server.
import absolutePath from 'swagger-ui-dist/absolute-path.js';
import { z } from 'zod';
import { both } from '../../domain/values/text';
import { BASE } from '../addresses';
import { defineOpenOperation } from '../operation';
import { Problem } from '../problem';

const PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Redress · API</title>
<link rel="stylesheet" href="/docs/swagger-ui.css">
<link rel="icon" href="/docs/favicon-32x32.png">
</head>
<body>
<noscript>This page needs JavaScript. The OpenAPI document is at ${BASE}/openapi.json.</noscript>
<div id="api"></div>
<script src="/docs/swagger-ui-bundle.js"></script>
<script src="/docs/start.js"></script>
</body>
</html>
`;
const START = `SwaggerUIBundle({ url: '${BASE}/openapi.json', dom_id: '#api', deepLinking: true, docExpansion: 'list', persistAuthorization: false, validatorUrl: null });\n`;

const TYPES: Readonly<Record<string, string>> = {
  'swagger-ui.css': 'text/css',
  'swagger-ui-bundle.js': 'text/javascript',
  'favicon-32x32.png': 'image/png',
};

/** The document as a page for people; everything it needs comes from here. */
export const docs = defineOpenOperation({
  id: 'docs',
  method: 'get',
  path: '/docs',
  atRoot: true,
  tag: 'About',
  title: both('文档页面', 'The document as a page'),
  answers: { 200: { description: 'A page.', type: 'text/html' } },
  handle: () => ({ status: 200, type: 'text/html', body: PAGE }),
});

/** What that page is made of. */
export const docsFile = defineOpenOperation({
  id: 'docsFile',
  method: 'get',
  path: '/docs/{file}',
  atRoot: true,
  tag: 'About',
  title: both('文档页面的组成文件', 'Files of that page'),
  pathSchema: z.object({ file: z.string() }),
  answers: { 200: { description: 'A file.', type: 'application/octet-stream' } },
  problems: ['NotFound'],
  handle: async ({ path: { file } }) => {
    if (file === 'start.js') return { status: 200, type: 'text/javascript', body: START };
    const type = Object.hasOwn(TYPES, file) ? TYPES[file] : undefined;
    if (type === undefined) throw new Problem('NotFound');
    return {
      status: 200,
      type,
      body: await readFile(join(absolutePath(), file)),
      // They change with the version of the package only.
      headers: { 'Cache-Control': 'public, max-age=3600' },
    };
  },
});
