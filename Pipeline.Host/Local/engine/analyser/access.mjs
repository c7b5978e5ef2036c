// Reaching into things: columns by name, fields of structs, elements of arrays and maps, rows.

import { fail, refuse } from '../errors.mjs';
import { isWhole, INT, sameType, sqlName, STRING, structOf, arrayOf } from '../types/types.mjs';
import { implicitType } from '../types/coercion.mjs';
import { coerce } from './casting.mjs';
import { literal } from './literals.mjs';
import { node } from './node.mjs';
import { columnNode, resolve, unresolved } from './scope.mjs';

/** A name: a lambda's parameter, a column, an alias made earlier in the same SELECT, or a keyword-like function. */
export function columnOf(ast, ctx) {
  const { parts, pos } = ast;
  const variable = ctx.variables?.get(parts[0].toLowerCase());
  if (variable) return withFields(variable.with({ written: parts[0] }), parts.slice(1), pos);
  const output = parts.length === 1 && ctx.outputs?.get(parts[0].toLowerCase());
  if (output) return outputOf(output, ast, ctx);
  const local = ctx.scope.candidates(parts).found.length > 0;
  const alias = !local && ctx.aliases?.get(parts[0].toLowerCase());
  if (alias) return aliasOf(alias, parts, ctx, pos);
  const found = resolve(ctx.scope, parts, pos);
  if (!found) return unresolved(ctx.suggestions ?? ctx.scope, parts, pos);
  if (found.depth > 0) ctx.correlated?.(found.col, pos);
  const base = columnNode(found.col, found.written, { outer: found.depth > 0 });
  return withFields(base, found.rest, pos);
}

// In ORDER BY and HAVING the columns of the SELECT come first.
function outputOf(output, { parts, pos }, ctx) {
  if (output === 'ambiguous') fail('AMBIGUOUS_REFERENCE', `Reference \`${parts[0]}\` is ambiguous, could be several columns of the SELECT.`, pos);
  const e = output();
  const { found } = ctx.scope.candidates(parts);
  return e.with({ name: parts[0], nestedName: undefined, hides: found.length > 0 && e.column !== found[0] });
}

function aliasOf(alias, parts, ctx, pos) {
  if (alias === 'ambiguous') fail('AMBIGUOUS_LATERAL_COLUMN_ALIAS', `Lateral column alias \`${parts[0]}\` is ambiguous and has several matches.`, pos);
  return withFields(alias().with({ name: parts[0], lateralAlias: true }), parts.slice(1), pos);
}

function withFields(base, rest, pos) {
  return rest.reduce((e, name) => field(e, name, pos), base);
}

/** base.name as syntax: a qualified name was read as one already, so this is always a field. */
export function fieldOf(ast, ctx, analyse) {
  const e = field(analyse(ast.base, ctx), ast.name, ast.pos);
  return e.with({ name: e.nestedName });
}

export function field(base, name, pos) {
  const { type } = base;
  const nested = base.shown;
  if (type.kind === 'struct') return structField(base, name, nested, pos);
  if (type.kind === 'map') return indexOf(base, literal(STRING, name), pos).with({ name, nestedName: `${nested}[${name}]` });
  if (type.kind === 'array' && type.element.kind === 'struct') return fieldsOfArray(base, name, nested, pos);
  return fail('INVALID_EXTRACT_BASE_FIELD_TYPE', `Can't extract a value from "${base.name}". Need a complex type [STRUCT, ARRAY, MAP] but got "${sqlName(type)}".`, pos);
}

function fieldIndex(type, name, pos) {
  const matches = type.fields.map((f, i) => [f, i]).filter(([f]) => f.name.toLowerCase() === name.toLowerCase());
  if (matches.length === 0) {
    fail('FIELD_NOT_FOUND', `No such struct field \`${name}\` in ${type.fields.map((f) => `\`${f.name}\``).join(', ')}.`, pos);
  }
  if (matches.length > 1) fail('AMBIGUOUS_REFERENCE_TO_FIELDS', `Ambiguous reference to the field \`${name}\`. It appears ${matches.length} times in the schema.`, pos);
  return matches[0][1];
}

function structField(base, name, nested, pos) {
  const i = fieldIndex(base.type, name, pos);
  const f = base.type.fields[i];
  return node({
    type: f.type, nullable: base.nullable || f.nullable, name, nestedName: `${nested}.${name}`, args: [base], emit: (sql) => `(${sql}).f${i}`,
  });
}

function fieldsOfArray(base, name, nested, pos) {
  const i = fieldIndex(base.type.element, name, pos);
  const f = base.type.element.fields[i];
  return node({
    type: arrayOf(f.type, base.type.containsNull || f.nullable), nullable: base.nullable, name, nestedName: `${nested}.${name}`, args: [base],
    emit: (sql) => `list_transform(${sql}, lambda x: (x).f${i})`,
  });
}

/** base[index]: arrays from 0, NULL outside; maps by key. */
export function indexOf(base, index, pos) {
  const { type } = base;
  const name = `${base.shown}[${index.shown}]`;
  if (type.kind === 'array') {
    if (!isWhole(index.type)) {
      fail('DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE', `Cannot resolve "${name}" due to data type mismatch: Parameter 2 requires the "INTEGRAL" type, however "${index.name}" has the type "${sqlName(index.type)}".`, pos);
    }
    return node({
      type: type.element, nullable: true, name, args: [base, coerce(index, index.type.bits > 32 ? index.type : INT)],
      emit: (list, i) => `CASE WHEN ${i} >= 0 THEN ${list}[CAST(${i} AS BIGINT) + 1] END`,
    });
  }
  if (type.kind === 'map') {
    const wanted = implicitType(index.type, type.key);
    if (!wanted || !sameType(wanted, type.key)) {
      fail('DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE', `Cannot resolve "${name}" due to data type mismatch: Parameter 2 requires the "${sqlName(type.key)}" type, however "${index.name}" has the type "${sqlName(index.type)}".`, pos);
    }
    return node({ type: type.value, nullable: true, name, args: [base, coerce(index, type.key)], emit: (map, key) => `${map}[${key}]` });
  }
  if (type.kind === 'struct' && index.literal && index.type.kind === 'string') return field(base, index.value, pos);
  return fail('INVALID_EXTRACT_BASE_FIELD_TYPE', `Can't extract a value from "${base.name}". Need a complex type [STRUCT, ARRAY, MAP] but got "${sqlName(type)}".`, pos);
}

/** (a, b): a struct, its fields named after the columns in it. */
export function rowOf(ast, ctx, analyse) {
  const items = ast.items.map(({ e, alias }) => ({ node: analyse(e, ctx), alias }));
  return structOfItems(items, 'named_struct');
}

export function structOfItems(items, word) {
  const fields = items.map(({ node: e, alias }, i) => ({
    name: alias ?? e.written ?? (e.column || e.nestedName ? e.name : `col${i + 1}`), type: e.type, nullable: e.nullable,
  }));
  if (fields.length === 0) refuse('a struct without fields');
  const inner = items.map(({ node: e, alias }, i) => (word === 'named_struct' ? `${fields[i].name}, ${e.shown}` : alias ? `${e.shown} AS ${alias}` : e.shown));
  return node({
    type: structOf(fields), nullable: false, name: `${word}(${inner.join(', ')})`, args: items.map((i) => i.node),
    emit: (...sqls) => `struct_pack(${sqls.map((s, i) => `f${i} := ${s}`).join(', ')})`,
  });
}
