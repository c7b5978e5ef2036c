// A table's name in FROM: a view over a query, over csv or Parquet files, a cached one, or files named by their format and path.

import { fail, refuse } from '../errors.mjs';
import { analyseQueryBody } from '../analyser/queries.mjs';
import { nextAlias, relationOf } from '../analyser/relation.mjs';
import { column } from '../analyser/scope.mjs';
import { csvScan, csvView } from '../csv/view.mjs';
import { checkListed, localPath } from '../csv/files.mjs';
import { parquetRelationSql, parquetView } from '../parquet/read.mjs';
import { sameType } from '../types/types.mjs';
import { cachedRelation } from './caches.mjs';
import { notFound } from './views.mjs';

export function sessionRelation(ast, ctx) {
  const { session } = ctx;
  session.refusals.checkName(ast.name);
  const view = session.views.find(ast.name);
  if (!view) return filesByPath(ast, ctx) ?? notFound(ast.name, ast.pos);
  ctx.used?.push({ name: ast.name, part: view });
  return viewRelation(view, qualifierOf(view, ast.name), ctx);
}

function qualifierOf(view, name) {
  const own = name[name.length - 1];
  if (view.kind === 'temporary') return [own];
  return view.kind === 'global' ? ['global_temp', own] : ['spark_catalog', 'default', own];
}

function viewRelation(view, qualifier, ctx) {
  const cached = cachedRelation(view, qualifier, ctx);
  if (cached) return cached;
  if (view.format === 'csv') return csvRelation(view, qualifier, ctx);
  if (view.format === 'parquet') return parquetRelation(view, qualifier, ctx);
  return queryRelation(view, qualifier, ctx);
}

// A view is analysed anew at each use, so that it sees what its names mean now.
function queryRelation(view, qualifier, ctx) {
  if ((ctx.depth ?? 0) > 100) fail('VIEW_EXCEED_MAX_NESTED_DEPTH', 'The depth of the view exceeds the maximum view resolution depth (100).');
  const { body, source } = ctx.session.shared.of(view, () => analyseQueryBody(view.query, { ...ctx.session.context(), ...passedOn(ctx), depth: (ctx.depth ?? 0) + 1 }));
  const changed = body.columns.length !== view.columns.length
    || body.columns.some((c, i) => c.name.toLowerCase() !== view.source[i].name.toLowerCase() || !sameType(c.type, view.source[i].type));
  if (changed) refuse(`the view ${qualifier.join('.')}, what it is made from has changed its columns since`);
  return relationOf({ ...body, source, columns: body.columns.map((c, i) => ({ ...c, name: view.columns[i].name })) }, ctx, qualifier);
}

const passedOn = ({ used, readPaths, filling }) => ({ used, readPaths, filling });

function csvRelation(view, qualifier, ctx) {
  const { session } = ctx;
  for (const file of view.files) { session.refusals.checkPath(file.path); ctx.readPaths?.add(file.path); }
  const scan = csvScan(view, session.settings);
  const id = session.scans.size;
  session.scans.set(id, scan);
  scan.view = view;
  const alias = nextAlias(ctx);
  return {
    sql: `spark_csv(${id}) AS ${alias}`, scan, scans: [scan],
    columns: view.columns.map((c, i) => column({ name: c.name, qualifier, type: c.type, nullable: true, sql: `${alias}.c${i}`, file: c })),
  };
}

function parquetRelation(view, qualifier, ctx) {
  for (const file of view.files) {
    ctx.session.refusals.checkPath(file.path);
    checkListed(file);
    ctx.readPaths?.add(file.path);
  }
  const alias = nextAlias(ctx);
  return {
    sql: `${parquetRelationSql(view)} AS ${alias}`,
    columns: view.columns.map((c, i) => column({ name: c.name, qualifier, type: c.type, nullable: true, sql: `${alias}.c${i}`, broken: c.broken })),
  };
}

const FORMATS = new Set(['parquet', 'csv', 'json', 'text', 'orc', 'avro', 'binaryfile', 'delta', 'jdbc']);

// parquet.`/some/path`; csv.`/some/path` has the columns _c0, _c1, ..., and its first line is data.
function filesByPath(ast, ctx) {
  if (ast.name.length !== 2 || !FORMATS.has(ast.name[0].toLowerCase())) return undefined;
  const [format, path] = ast.name;
  const kind = format.toLowerCase();
  if (kind !== 'parquet' && kind !== 'csv') return refuse(`reading ${kind} files by path; make a view over them`, ast.pos);
  const target = localPath(path);
  ctx.session.refusals.checkPath(target);
  const options = [{ key: 'path', value: path }];
  if (kind === 'csv') return csvRelation(csvView({ options }, ctx.session.settings), null, ctx);
  const view = ctx.session.needs.of(`parquet ${target}`, () => parquetView({ options }, ctx.session));
  return parquetRelation(view, null, ctx);
}
