import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { parseAllDocuments } from 'yaml';

/** A text that a person can meet, and where it stands. */
export interface PeopleText {
  at: string;
  text: string;
}

export interface Pair {
  at: string;
  zh: string;
  en: string;
  /** The name under which it stands, such as `title` or `help`. */
  as?: string;
}

const ROOT = join(__dirname, '..', '..');
/** Rooms whose texts people read. */
const ROOMS =
  /^(activities|api|background|cli|domain|engines|models|vault|web\/src|workers|workflows)\/.*\.(tsx?|mjs)$/;

/** A file's texts: literals of several words, and every `both(zh, en)`; what is computed in between reads `…`. */
export function textsOf(file: string, source: string): { texts: PeopleText[]; pairs: Pair[] } {
  const parsed = ts.createSourceFile(
    file,
    source,
    ts.ScriptTarget.Latest,
    false,
    file.endsWith('.tsx') ? ts.ScriptKind.TSX : ts.ScriptKind.TS,
  );
  const texts: PeopleText[] = [];
  const pairs: Pair[] = [];
  const at = (node: ts.Node): string =>
    `${file}:${parsed.getLineAndCharacterOfPosition(node.getStart(parsed)).line + 1}`;
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return;
    const text = literal(node);
    if (text !== undefined && isForPeople(text)) texts.push({ at: at(node), text });
    if (ts.isCallExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === 'both') {
      const [zh, en] = node.arguments.map(literal);
      if (zh !== undefined && en !== undefined) pairs.push({ at: at(node), zh, en });
    }
    ts.forEachChild(node, visit);
  };
  visit(parsed);
  return { texts, pairs };
}

/** Every text in the code of the rooms. */
export function textsInCode(): { texts: PeopleText[]; pairs: Pair[] } {
  const files = execFileSync('git', ['ls-files'], { cwd: ROOT, encoding: 'utf8' }).split('\n');
  const all = files
    .filter((file) => ROOMS.test(file))
    .map((file) => textsOf(file, readFileSync(join(ROOT, file), 'utf8')));
  return { texts: all.flatMap(({ texts }) => texts), pairs: all.flatMap(({ pairs }) => pairs) };
}

/** Every `{ zh, en }` of the policies and their letters. */
export function pairsInPolicies(): Pair[] {
  const files = execFileSync('git', ['ls-files', 'policies'], { cwd: ROOT, encoding: 'utf8' }).split('\n');
  return files
    .filter((file) => file.endsWith('.yaml') && !file.includes('/calendars/'))
    .flatMap((file) => {
      const pairs: Pair[] = [];
      for (const document of parseAllDocuments(readFileSync(join(ROOT, file), 'utf8')))
        collect(document.toJS(), file, '', pairs);
      return pairs;
    });
}

function collect(value: unknown, at: string, as: string, into: Pair[]): void {
  if (value === null || typeof value !== 'object') return;
  const { zh, en } = value as Record<string, unknown>;
  if (typeof zh === 'string' && typeof en === 'string') into.push({ at, zh, en, as });
  if (isLetter(zh) && isLetter(en))
    for (const part of Object.keys(zh)) into.push({ at, zh: zh[part] ?? '', en: en[part] ?? '', as: part });
  for (const [name, inner] of Object.entries(value)) collect(inner, `${at} ${name}`, name, into);
}

function isLetter(value: unknown): value is Record<string, string> {
  return typeof value === 'object' && value !== null && 'body' in value;
}

function literal(node: ts.Node): string | undefined {
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return node.text;
  if (!ts.isTemplateExpression(node)) return undefined;
  return node.head.text + node.templateSpans.map(({ literal: { text } }) => `…${text}`).join('');
}

/** Three words or any Chinese: what is shorter is a name or a code. */
function isForPeople(text: string): boolean {
  return /\p{Script=Han}/u.test(text) || text.trim().split(/\s+/).length >= 3;
}
