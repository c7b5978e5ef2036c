// CASE in both forms, and the conditional functions that share its rules.

import { commonType } from '../types/coercion.mjs';
import { BOOLEAN } from '../types/types.mjs';
import { coerce } from './casting.mjs';
import { nullLiteral } from './literals.mjs';
import { argumentWrong, inputsDiffer } from './mismatch.mjs';
import { node } from './node.mjs';
import { compare } from './operators.mjs';

export function analyseCase({ operand, whens, otherwise, pos }, visit) {
  const value = operand && visit(operand);
  const branches = whens.map(({ when, then }) => ({
    when: value ? compare('=', value, visit(when), pos) : visit(when), then: visit(then),
  }));
  return caseNode(branches, otherwise && visit(otherwise), pos);
}

export function caseNode(branches, otherwise, pos) {
  const shownElse = otherwise ? ` ELSE ${otherwise.shown}` : '';
  const name = `CASE ${branches.map((b) => `WHEN ${b.when.shown} THEN ${b.then.shown}`).join(' ')}${shownElse} END`;
  const values = [...branches.map((b) => b.then), ...(otherwise ? [otherwise] : [])];
  const type = commonType(values.map((v) => v.type));
  if (!type) return inputsDiffer(name, 'casewhen', values.map((v) => v.type), pos);
  branches.forEach((b, i) => {
    if (b.when.type !== BOOLEAN) argumentWrong(name, 2 * i + 1, '"BOOLEAN"', b.when, pos);
  });
  const args = branches.flatMap((b) => [b.when, coerce(b.then, type)]);
  args.push(coerce(otherwise ?? nullLiteral(type), type));
  const tests = (i) => i % 2 === 0 && i < 2 * branches.length;
  return node({ type, nullable: !otherwise || values.some((v) => v.nullable), name, args, tests, emit: caseSql });
}

function caseSql(...sqls) {
  const parts = [];
  for (let i = 0; i + 1 < sqls.length; i += 2) parts.push(`WHEN ${sqls[i]} THEN ${sqls[i + 1]}`);
  return `CASE ${parts.join(' ')} ELSE ${sqls[sqls.length - 1]} END`;
}
