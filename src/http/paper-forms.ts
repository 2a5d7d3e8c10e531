import type { CommandContext } from '#commands/command-context.ts';
import type { PaperForm } from '#contract/papers.ts';
import type { Form } from '#domain/policy/duty-shape.ts';

/** Forms in force in the actor's area that papers are made from. */
export async function presentForms(context: CommandContext): Promise<{ forms: PaperForm[] }> {
  const { policy } = await context.policy.inForce(context.tx, context.actor.area ?? 0, context.now.today);
  return { forms: policy.forms.flatMap((form) => presentForm(form) ?? []) };
}

function presentForm(form: Form): PaperForm | null {
  const { about } = form;
  if (about === undefined) return null;
  return {
    id: form.id,
    label: form.label ?? form.id,
    about,
    copies: form.copies.reduce((sum, { count }) => sum + count, 0) || 1,
    fullNumbers: form.fullNumbers === true,
    published: form.publishes !== undefined,
    word: form.word !== undefined,
    roll: form.fields.some(({ rows }) => rows?.each === 'act:名单'),
    asks: asksOf(form),
    source: form.source.map(({ pack, clause }) => `${pack}#${clause}`),
    inferred: form.inferred ?? null,
  };
}

/** What nobody but the person printing can say: facts of an act that belong to no step. */
function asksOf(form: Form): PaperForm['asks'] {
  return form.fields.flatMap((field) => {
    if (field.from.kind !== 'act' || field.rows !== undefined || field.pen === true) return [];
    const { act } = field.from;
    if (act.includes('.') || BY_THE_SYSTEM.includes(act)) return [];
    return {
      key: act,
      label: field.label,
      hint: field.hint ?? null,
      required: field.required === 'true',
      long: field.long === true,
      choices: [...(field.values ?? [])],
    };
  });
}

const BY_THE_SYSTEM: readonly string[] = ['单位', '日期', '村', '申请途径', '类别', '名单'];
