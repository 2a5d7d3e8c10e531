import { amountKind } from './amount.ts';
import type { PackProblem } from './pack-problem.ts';
import type { Amount } from './pack-shape.ts';
import type { Policy, ResolvedParameter } from './resolved-policy.ts';

/**
 * Values that are none of their parameter's kind once outer and inner packs are joined: an inner pack may leave type and
 * unit to the outer one, and what it wrote is only judged here.
 */
export function checkAmounts(policy: Policy): readonly PackProblem[] {
  return Object.values(policy.parameters).flatMap((parameter) =>
    parameter.layers
      .filter((layer) => layer.kind !== 'set')
      .flatMap((layer) => layer.values)
      .flatMap((value): readonly PackProblem[] => {
        if (value.how.kind !== 'literal' || fits(value.how.value, parameter)) return [];
        const { wanted } = amountKind(parameter.type, parameter.unit, parameter.choices.length > 0);
        return [{ code: 'wrong-value', place: value.place, facts: { wanted, found: foundText(value.how.value) } }];
      }),
  );
}

function fits(amount: Amount, { type, unit, choices }: ResolvedParameter): boolean {
  const kind = amountKind(type, unit, choices.length > 0);
  switch (kind.type) {
    case 'code':
      return typeof amount === 'string';
    case 'list':
      return Array.isArray(amount);
    case 'window':
      return typeof amount === 'object' && 'last' in amount;
    case 'term':
      return typeof amount === 'object' && 'amount' in amount && (unit === undefined || amount.unit === unit);
    case 'number':
      return typeof amount === (kind.wanted === '6900.00' ? 'bigint' : 'number');
  }
}

function foundText(amount: Amount): string {
  return typeof amount === 'object' && 'amount' in amount ? `${amount.amount} ${amount.unit}` : String(amount);
}
