import { correctionFields, lookAtCorrection, proposeCorrection } from '#commands/propose-correction.ts';
import { readAs, runCommand } from '#commands/run-command.ts';
import type { QualityFinding } from '#domain/registry/quality/quality-rule.ts';
import type { Handlers } from './handler.ts';
import type { Services } from './services.ts';

/** 信息更正: what may be proposed, what the rules would find, and the proposal. */
export function correctionHandlers({ runner }: Services): Pick<Handlers, 'correctionFields' | 'proposeCorrection'> {
  return {
    correctionFields: (_call, caller) =>
      readAs(runner, caller.actor, caller.now, async ({ tx, policy, actor, now }) => {
        if (actor.area === null) return { fields: [] };
        const rules = await policy.inForce(tx, actor.area, now.today);
        return {
          fields: correctionFields(rules.policy).flatMap(({ field, choices }) =>
            field.type === 'area'
              ? []
              : [
                  {
                    key: field.name,
                    label: field.label,
                    of: field.of,
                    type: field.type,
                    choices: choices && [...choices],
                  },
                ],
          ),
        };
      }),
    async proposeCorrection({ params, body: { requestId, preview, ...rest } }, caller) {
      const input = { household: params.id, ...rest };
      if (preview) {
        const looked = await readAs(runner, caller.actor, caller.now, (context) => lookAtCorrection(context, input));
        return { correction: null, differences: 0, before: shown(looked.before), after: shown(looked.after) };
      }
      const call = { kind: 'propose-correction', requestId, input };
      const made = await runCommand(runner, caller.actor, caller.now, call, proposeCorrection);
      return { ...made, before: [], after: [] };
    },
  };
}

function shown(findings: readonly QualityFinding[]) {
  return findings.map(({ rule, facts, person }) => ({ rule, facts, person }));
}
