const { SourceMap } = require('node:module');

const MAP = /^\/\/# sourceMappingURL=data:application\/json;(?:charset=utf-8;)?base64,(\S+)$/m;

/** By file: what it was compiled to, or its map once it was asked for. */
const known = new Map();

/**
 * Remembers of what a file's positions are told.
 * @param {string} filename
 * @param {string} code what runs of it, with its map
 */
function sourceOf(filename, code) {
  known.set(filename, code);
}

/**
 * Stack traces name lines of the sources. Node.js does so itself (`--enable-source-maps`), but reads the maps of all
 * modules at their start, also of the packages: here one is read when an error shows it.
 */
function showSourceLines() {
  Error.prepareStackTrace = (error, frames) => [headOf(error), ...frames.map(lineOf)].join('\n    at ');
}

/** As Node.js has it. */
function headOf(error) {
  try {
    const { name, code, message } = error;
    const isOfNode = typeof code === 'string' && code.startsWith('ERR_') && Object.hasOwn(error, 'code');
    return isOfNode ? `${name} [${code}]: ${message}` : Error.prototype.toString.call(error);
  } catch {
    return '<error>';
  }
}

function lineOf(frame) {
  const text = String(frame);
  const filename = frame.getFileName();
  const map = mapOf(filename);
  if (map === undefined) return text;
  const [line, column] = [frame.getLineNumber(), frame.getColumnNumber()];
  const { originalLine, originalColumn } = map.findEntry(line - 1, column - 1);
  if (originalLine === undefined) return text;
  return text.replace(`${filename}:${line}:${column}`, `${filename}:${originalLine + 1}:${originalColumn + 1}`);
}

function mapOf(filename) {
  const code = known.get(filename);
  if (typeof code !== 'string') return code;
  const encoded = MAP.exec(code)?.[1];
  const map = encoded && new SourceMap(JSON.parse(Buffer.from(encoded, 'base64').toString()));
  known.set(filename, map || undefined);
  return map || undefined;
}

module.exports = { showSourceLines, sourceOf };
