import { parameterOn } from '#domain/policy/parameter-on.ts';
import type { CommandContext } from './command-context.ts';

/** The texts of a list parameter in an area today; empty while nobody has set it. */
export async function parameterTexts(context: CommandContext, area: number, name: string): Promise<string[]> {
  const { policy } = await context.policy.inForce(context.tx, area, context.now.today);
  const value = parameterOn(policy, name, context.now.today)?.value;
  return Array.isArray(value) ? value.map(String) : [];
}
