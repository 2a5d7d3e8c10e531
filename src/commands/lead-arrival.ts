import type { Policy } from '#domain/policy/resolved-policy.ts';
import { askMatter } from '#domain/procedures/ask-matter.ts';
import { policyRules } from '#domain/procedures/policy-rules.ts';
import type { PlainDate } from '#domain/values/plain-date.ts';
import type { CommandContext } from './command-context.ts';
import { LEAD, leadSteps, registering } from './lead-steps.ts';
import { type MatterFile, recordAct } from './matter-file.ts';

const known = new WeakMap<Policy, Map<string, boolean>>();

/** Whether the county sends leads of a channel out to their townships, by the documents in force; worked out once a policy. */
export function isDispatched(policy: Policy, channel: string, on: PlainDate): boolean {
  const ofPolicy = known.get(policy) ?? new Map<string, boolean>();
  known.set(policy, ofPolicy);
  const before = ofPolicy.get(channel);
  if (before !== undefined) return before;
  const found = judged(policy, channel, on);
  ofPolicy.set(channel, found);
  return found;
}

function judged(policy: Policy, channel: string, on: PlainDate): boolean {
  const procedure = policy.procedures[LEAD];
  const step = procedure?.steps.find(({ id }) => id === leadSteps.dispatch);
  if (procedure === undefined || step === undefined) return false;
  if (step.when === undefined) return true;
  const rules = policyRules(policy, procedure);
  const facts = { 渠道: channel };
  const parameter = (name: string) => rules.parameter(name, on, facts);
  return rules.judge(step.when, { facts, steps: {}, use: 'condition', parameter }).value === 'yes';
}

/** Does what registering already is in the document's own words, where nothing more has to be said for it. */
export async function registeredFirst(context: CommandContext, file: MatterFile, on: PlainDate): Promise<MatterFile> {
  const { office } = context.actor;
  const open = askMatter(file.state, on).open.find(
    ({ step, by, needs, reasonRequired }) =>
      registering.includes(step) &&
      needs.length === 0 &&
      reasonRequired.length === 0 &&
      (by.length === 0 || by.includes(office)),
  );
  return open === undefined ? file : recordAct(context, file, { kind: open.step, on });
}
