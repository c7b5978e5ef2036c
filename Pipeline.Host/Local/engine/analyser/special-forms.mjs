// Calls with a grammar of their own, turned into ordinary ones.

import { refuse } from '../errors.mjs';
import { extractNode } from '../functions/extract.mjs';
import { dateAddUnit, dateDiffUnit } from '../functions/date-units.mjs';
import { resolve } from './scope.mjs';
import { columnOf } from './access.mjs';

/** current_date and its like without parentheses: a column of that name comes first. */
export function bareCall(ast, ctx, analyse) {
  if (resolve(ctx.scope, [ast.text], ast.pos) || ctx.variables?.has(ast.name)) return columnOf({ k: 'column', parts: [ast.text], pos: ast.pos }, ctx);
  if (ast.name === 'localtimestamp') return refuse('localtimestamp', ast.pos);
  return analyse({ k: 'call', name: [ast.name === 'user' ? 'current_user' : ast.name], args: [], pos: ast.pos }, ctx);
}

export const extractField = (ast, ctx, analyse) => extractNode(ast.field, analyse(ast.source, ctx), `extract(${ast.field} FROM `, ast.pos);

const SIDES = { both: 'btrim', leading: 'ltrim', trailing: 'rtrim' };
const PLAIN_NAMES = { both: 'trim', leading: 'ltrim', trailing: 'rtrim' };

export function trimForm(ast, ctx, analyse) {
  const args = ast.set === undefined ? [ast.text] : ast.side === 'both' ? [ast.text, ast.set] : [ast.set, ast.text];
  const call = analyse({ k: 'call', name: [SIDES[ast.side]], args, pos: ast.pos }, ctx);
  const [text, set] = [analyse(ast.text, ctx), ast.set && analyse(ast.set, ctx)];
  return call.with({ name: set ? `TRIM(${ast.side.toUpperCase()} ${set.shown} FROM ${text.shown})` : `${PLAIN_NAMES[ast.side]}(${text.shown})` });
}

export const unitAdd = (ast, ctx, analyse) => dateAddUnit(ast.unit, analyse(ast.args[0], ctx), analyse(ast.args[1], ctx), ast.name, ast.pos);

export const unitDiff = (ast, ctx, analyse) => dateDiffUnit(ast.unit, analyse(ast.args[0], ctx), analyse(ast.args[1], ctx), ast.name, ast.pos);
