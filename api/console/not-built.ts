import { BASE } from '../addresses';

/** What stands at the console's address where it was not built. */
export const NOT_BUILT = `<!doctype html>
<html lang="zh">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Redress</title>
</head>
<body>
<h1>控制台尚未构建</h1>
<p>请在项目目录中运行 <code>npm run build:web</code>，然后刷新本页。</p>
<p>接口照常可用：<a href="/docs">/docs</a>，地址为 <code>${BASE}</code>。</p>
<div lang="en">
<h1>The console has not been built</h1>
<p>Run <code>npm run build:web</code> in the project’s folder, then load this page again.</p>
<p>The API works as always: <a href="/docs">/docs</a>, at <code>${BASE}</code>.</p>
</div>
</body>
</html>
`;
