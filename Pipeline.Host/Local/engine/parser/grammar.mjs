// Spark's whole grammar (dt-sql-parser), asked about statements that the engine's own parser does not take: is it no SQL, or SQL that is
// not supported, and which part of it? The engine's parser is a hand-written one of the same rules, since this one takes a second to warm
// up, and changes what names, NULL and aliases are. It is loaded when it is needed first.

import { register } from 'node:module';

let grammar;

async function load() {
  register('./grammar-hooks.mjs', import.meta.url);
  const [antlr, lexer, parser] = await Promise.all([
    import('antlr4ng'), import('dt-sql-parser/dist/lib/spark/SparkSqlLexer.js'), import('dt-sql-parser/dist/lib/spark/SparkSqlParser.js'),
  ]);
  return { antlr, SparkSqlLexer: lexer.SparkSqlLexer, SparkSqlParser: parser.SparkSqlParser };
}

/** What is not supported in a statement, or null if the whole grammar does not take it either. */
export async function explainSyntax(source, pos) {
  try {
    grammar ??= await load();
    const found = parseWhole(source, grammar);
    return found ? describe(found, source, pos ?? 0) : null;
  } catch {
    return null;
  }
}

function parseWhole(source, { antlr, SparkSqlLexer, SparkSqlParser }) {
  const errors = [];
  const listener = { syntaxError: (...args) => errors.push(args), reportAmbiguity() {}, reportAttemptingFullContext() {}, reportContextSensitivity() {} };
  const lexer = new SparkSqlLexer(antlr.CharStreams.fromString(source));
  const parser = new SparkSqlParser(new antlr.CommonTokenStream(lexer));
  for (const part of [lexer, parser]) { part.removeErrorListeners(); part.addErrorListener(listener); }
  const tree = parser.program();
  return errors.length === 0 && tree.singleStatement().length === 1 ? tree : null;
}

// The innermost rule around the place where the engine's parser stopped.
function describe(tree, source, pos) {
  let node = tree;
  let rule = tree;
  for (;;) {
    const inner = node.children?.find((c) => c.start ? c.start.start <= pos && (c.stop ?? c.start).stop >= pos : c.symbol?.start <= pos && c.symbol?.stop >= pos);
    if (!inner) break;
    if (inner.children) rule = inner;
    node = inner;
  }
  const word = /^\S{1,40}/.exec(source.slice(pos))?.[0] ?? 'the end';
  const name = rule.constructor.name.replace(/Context$/, '').replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
  return `the syntax at '${word}' (${name})`;
}
