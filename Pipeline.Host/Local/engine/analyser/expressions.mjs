// The visitor over expressions: one method per kind of syntax node, each giving a typed node.

import { parseTyped } from './typed-literals.mjs';
import { analyseCall } from './calls.mjs';
import { analyseCase } from './case.mjs';
import { castNode } from './casting.mjs';
import { columnOf, fieldOf, indexOf, rowOf } from './access.mjs';
import { intervalOf } from './intervals.mjs';
import { analyseLambda } from './lambdas.mjs';
import { binary, unary } from './operators.mjs';
import { and, between, inList, isNull, isTruth, like, not, or, rlike } from './predicates.mjs';
import { existsQuery, inQuery, scalarSubquery } from './subqueries.mjs';
import { bareCall, extractField, trimForm, unitAdd, unitDiff } from './special-forms.mjs';
import { literalOf } from './literals.mjs';
import { fail, refuse } from '../errors.mjs';

export const VISITORS = {
  lit: (ast) => literalOf(ast),
  typed: (ast) => parseTyped(ast),
  interval: (ast) => intervalOf(ast),
  intervalText: (ast) => intervalOf(ast),
  column: (ast, ctx) => columnOf(ast, ctx),
  field: (ast, ctx) => fieldOf(ast, ctx, analyse),
  index: (ast, ctx) => indexOf(analyse(ast.base, ctx), analyse(ast.index, ctx), ast.pos),
  star: (ast) => fail('INVALID_USAGE_OF_STAR_OR_REGEX', "Invalid usage of '*' in expression.", ast.pos),
  row: (ast, ctx) => rowOf(ast, ctx, analyse),
  unary: (ast, ctx) => unary(ast.op, analyse(ast.e, ctx), ast.pos),
  binary: (ast, ctx) => binary(ast.op, analyse(ast.l, ctx), analyse(ast.r, ctx), ast.pos, ctx),
  and: (ast, ctx) => and(analyse(ast.l, ctx), analyse(ast.r, ctx), ast.pos),
  or: (ast, ctx) => or(analyse(ast.l, ctx), analyse(ast.r, ctx), ast.pos),
  not: (ast, ctx) => not(analyse(ast.e, ctx), ast.pos),
  between: (ast, ctx) => between(analyse(ast.e, ctx), analyse(ast.low, ctx), analyse(ast.high, ctx), ast.pos, ctx),
  in: (ast, ctx) => inList(analyse(ast.e, ctx), ast.list.map((x) => analyse(x, ctx)), ast.pos),
  inQuery: (ast, ctx) => inQuery(ast, ctx, analyse),
  like: (ast, ctx) => like(ast, analyse(ast.e, ctx), (x) => analyse(x, ctx)),
  rlike: (ast, ctx) => rlike(analyse(ast.e, ctx), analyse(ast.pattern, ctx), ast.pos),
  isNull: (ast, ctx) => isNull(analyse(ast.e, ctx), ast),
  isTruth: (ast, ctx) => isTruth(analyse(ast.e, ctx), ast),
  case: (ast, ctx) => analyseCase(ast, (x) => analyse(x, ctx), ctx),
  cast: (ast, ctx) => castNode(analyse(ast.e, ctx), ast.type, ast.attempt, ast.pos),
  call: (ast, ctx) => analyseCall(ast, ctx, analyse),
  bare: (ast, ctx) => bareCall(ast, ctx, analyse),
  extract: (ast, ctx) => extractField(ast, ctx, analyse),
  trim: (ast, ctx) => trimForm(ast, ctx, analyse),
  unitAdd: (ast, ctx) => unitAdd(ast, ctx, analyse),
  unitDiff: (ast, ctx) => unitDiff(ast, ctx, analyse),
  subquery: (ast, ctx) => scalarSubquery(ast, ctx),
  exists: (ast, ctx) => existsQuery(ast, ctx),
  lambda: (ast) => analyseLambda(ast),
};

/** The typed node of an expression. */
export function analyse(ast, ctx) {
  const visit = VISITORS[ast.k];
  if (!visit) return refuse(`expressions of the kind ${ast.k}`, ast.pos);
  return visit(ast, ctx);
}
