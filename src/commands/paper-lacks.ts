import type { Form, FormField } from '#domain/policy/duty-shape.ts';
import type { FilledField } from '#domain/policy/fill-form.ts';
import { sensitiveKinds } from '#domain/procedures/sensitive-text.ts';
import type { MatterFile } from './matter-file.ts';

/** Where what a paper lacks is entered. */
export type PaperPlace = 'household' | 'lead' | 'matter' | 'setting' | 'here';

/** A field that keeps a paper from being printed, and where it is filled in. `step`: in that step of the matter. */
export interface PaperLack {
  readonly key: string;
  readonly label: string;
  readonly why: 'empty' | 'wrong' | 'sensitive';
  readonly where: PaperPlace;
  readonly step: string | null;
  /** Kinds of what is never published, found in the text. */
  readonly kinds: readonly string[];
}

/**
 * What keeps the paper from being given out: fields wanted and not known, values the form does not allow, and on published
 * papers numbers or health. What a step not yet done would bring, or what is written by hand, keeps nothing back.
 */
export function paperLacks(form: Form, filled: readonly FilledField[], file: MatterFile | null): readonly PaperLack[] {
  return filled.flatMap((field): PaperLack[] => {
    const own = form.fields.find(({ key }) => key === field.key);
    if (own === undefined) return [];
    const lack = (why: PaperLack['why'], kinds: readonly string[] = []): PaperLack[] => [
      { key: field.key, label: field.label, why, ...placeOf(own, file), kinds },
    ];
    if (field.wrong) return lack('wrong');
    const kinds = form.publishes === undefined ? [] : sensitiveKinds(textOf(field));
    if (kinds.length > 0) return lack('sensitive', kinds);
    if (!field.required || field.state !== 'empty' || own.pen === true) return [];
    return waitsForStep(own, file) ? [] : lack('empty');
  });
}

function textOf(field: FilledField): string {
  const cells = (field.rows ?? []).map((row) => Object.values(row).join(' '));
  return [field.value ?? '', ...cells].join('\n');
}

/** Fields an act brings or that say when a step was done wait as long as the step is not. */
function waitsForStep(field: FormField, file: MatterFile | null): boolean {
  const step = stepOf(field);
  if (step === null) return false;
  return file === null || file.state.steps[step]?.doneOn == null;
}

/** Steps a form takes something from. */
export function stepsOfForm(form: Form): readonly string[] {
  return [...new Set(form.fields.flatMap((field) => stepOf(field) ?? []))];
}

function stepOf({ from }: FormField): string | null {
  if (from.kind === 'act' && from.act.includes('.')) {
    const [step = ''] = from.act.split('.');
    return BY_THE_SYSTEM.includes(step) ? null : step;
  }
  if (from.kind === 'feel') return /^matter\.([\p{L}\p{N}_]+)\./u.exec(from.feel)?.[1]?.replaceAll('_', '-') ?? null;
  return null;
}

const BY_THE_SYSTEM: readonly string[] = ['线索', '收入', '核实', '选项', '户'];

function placeOf(field: FormField, file: MatterFile | null): Pick<PaperLack, 'where' | 'step'> {
  const step = stepOf(field);
  if (step !== null) {
    const named = file?.state.setting.procedure.steps.find(({ id }) => id === step);
    return { where: 'matter', step: named?.label ?? step };
  }
  const { from } = field;
  if (from.kind === 'act') return { where: from.act.startsWith('线索.') ? 'lead' : 'here', step: null };
  return { where: from.kind === 'feel' && from.feel.includes('参数.') ? 'setting' : 'household', step: null };
}
