import type { SettingVerdict } from '#domain/policy/try-setting.ts';
import type { PlainDate } from '#domain/values/plain-date.ts';
import { type AreaContext, type CommandContext, isOfCounty } from './command-context.ts';
import { type MovedClock, redateMatters } from './redate-matters.ts';
import { judgeSetting, type ParameterInput } from './set-parameter.ts';

/** A value nobody has entered yet, as an entry would hold it. */
export interface SupposedValue {
  readonly area: number;
  readonly name: string;
  readonly value: string;
  readonly unit: string | null;
  readonly from: PlainDate;
  readonly office: string;
}

/** What would come of entering a value: whether it is taken, and which due days of running matters would be other ones. */
export interface SettingPreview {
  readonly verdict: SettingVerdict;
  /** Running matters whose clocks hang on the value. */
  readonly looked: number;
  readonly moved: readonly MovedClock[];
  /** The rules as they would be; null where the value is not taken. */
  readonly supposed: CommandContext['policy'] | null;
}

/**
 * Looks ahead; nothing is written. A value that is not taken moves nothing. For a city only the verdict is told here: what
 * would move in its counties is looked up county by county. Errors: `not-found`, `forbidden`, `bad-request`.
 */
export async function previewSetting(
  context: AreaContext,
  supposing: (value: SupposedValue) => CommandContext['policy'],
  input: Omit<ParameterInput, 'reason' | 'document'>,
): Promise<SettingPreview> {
  const { policy, verdict, office } = await judgeSetting(context, input);
  if (!verdict.accepted) return { verdict, looked: 0, moved: [], supposed: null };
  const { actor } = context;
  const supposed = supposing({
    area: actor.area ?? 0,
    name: input.name,
    value: input.value,
    unit: policy.parameters[input.name]?.unit ?? input.unit ?? null,
    from: input.from,
    office,
  });
  if (!isOfCounty(context)) return { verdict, looked: 0, moved: [], supposed };
  const { looked, moved } = await redateMatters(
    { ...context, policy: supposed },
    { parameter: input.name, write: false },
  );
  return { verdict, looked, moved, supposed };
}
