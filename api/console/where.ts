import { BASE } from '../addresses';

/** What a program is told that asks for the first address without wanting a page. */
export const WHERE = `Redress

控制台：用浏览器打开本地址。
接口：${BASE}，文档见 /docs，OpenAPI 见 ${BASE}/openapi.json。

Console: open this address in a browser.
API: ${BASE}, documents at /docs, OpenAPI at ${BASE}/openapi.json.
`;
