// Functions that take lambdas: transform, filter, exists, aggregate and their like.

import { fail } from '../errors.mjs';
import { wrongNumber } from './calls.mjs';
import { node } from './node.mjs';

export const isLambda = (ast) => ast.k === 'lambda';

export const analyseLambda = (ast) => fail('INVALID_LAMBDA_FUNCTION_CALL.NON_HIGHER_ORDER_FUNCTION', 'A lambda function should only be used in a higher order function.', ast.pos);

let serial = 0;

/**
 * The arguments of a function with lambdas: row.lambda says, from the plain arguments, the types of each lambda's parameters. Each lambda
 * becomes {params: DuckDB names, body: node, ...}.
 */
export function lambdaArguments(ast, row, ctx, analyse) {
  const max = row.params.length;
  if (ast.args.length < (row.min ?? max) || ast.args.length > max) wrongNumber(row, row.min ?? max, max, ast.args.length, ast.pos);
  const plain = ast.args.map((a) => (isLambda(a) ? undefined : analyse(a, ctx)));
  return ast.args.map((a, i) => (isLambda(a) ? pending(a, ctx, analyse) : plain[i]));
}

// A lambda's parameter types are known once the row has seen the other arguments.
function pending(ast, ctx, analyse) {
  return {
    lambda: true, count: ast.params.length, pos: ast.pos,
    bind(types) {
      if (types.length < ast.params.length) {
        fail('INVALID_LAMBDA_FUNCTION_CALL.NUM_ARGS_MISMATCH', `A higher order function expects ${types.length} arguments, but got ${ast.params.length}.`, ast.pos);
      }
      const names = ast.params.map(() => `l${serial++}`);
      const variables = new Map(ctx.variables ?? []);
      ast.params.forEach((p, i) => {
        if (ast.params.some((q, j) => j < i && q.toLowerCase() === p.toLowerCase())) {
          fail('INVALID_LAMBDA_FUNCTION_CALL.DUPLICATE_ARG_NAMES', 'The lambda function has duplicate arguments. Please, consider to rename the argument names.', ast.pos);
        }
        variables.set(p.toLowerCase(), node({ type: types[i].type, nullable: types[i].nullable, name: 'namedlambdavariable()', emit: () => names[i], variable: true }));
      });
      const body = analyse(ast.body, { ...ctx, variables });
      const shown = `lambdafunction(${[body.shown, ...ast.params.map(() => 'namedlambdavariable()')].join(', ')})`;
      return { params: names, body, shown };
    },
  };
}
