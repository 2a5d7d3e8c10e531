import type { CommandContext } from '#commands/command-context.ts';
import { leadSteps } from '#commands/lead-steps.ts';
import type { MatterFile } from '#commands/matter-file.ts';
import { mayRecordFor, type OfficeDesks, officeDesks } from '#commands/office-desks.ts';
import type { OpenActReply } from '#contract/matters.ts';
import type { Step } from '#domain/policy/procedure-shape.ts';
import { actFields, memberFactsAsked, stepPapers } from '#domain/procedures/act-fields.ts';
import type { OpenStep } from '#domain/procedures/ask-matter.ts';
import { viewOn } from '#domain/procedures/day-view.ts';
import { isMeeting, publishes } from '#domain/procedures/notice-findings.ts';
import { findTask } from '#domain/procedures/step-graph.ts';
import { scopeOf } from '#domain/procedures/step-standing.ts';
import { ageOn } from '#domain/values/plain-date.ts';
import { listMembers } from '#store/household-page.ts';
import { presentRefusal } from './lead-presenter.ts';
import { draftNotice } from './notice-draft.ts';

type Members = Awaited<ReturnType<typeof listMembers>>;

/** What acts on one matter take, read once for all of them. */
export interface OpenActs {
  /** Members of the household. */
  readonly persons: number;
  present(open: OpenStep): OpenActReply;
  /** A help as an act: recorded by whoever's office may give it. */
  help(help: { id: string; label?: string; checks: Step['checks'] }): OpenActReply;
}

/** Reads what the forms of a matter's acts need beside its acts: members, people of the offices, the notice's text. */
export async function openActs(context: CommandContext, file: MatterFile): Promise<OpenActs> {
  const { household } = file.row;
  const members = household === null ? [] : await listMembers(context.tx, context.keys.county, household);
  const people = await officeDesks(context, file.row);
  const publishing = file.state.setting.procedure.steps.some(publishes);
  const draft = publishing ? await draftNotice(context, file) : null;
  return {
    persons: members.length,
    present: (open) => present(context, file, open, { members, people, draft }),
    help: (help) => {
      const { policy, procedure } = file.state.setting;
      const fields = actFields(policy, procedure, { ...help, papers: [] });
      return { ...plainAct(help.id, help.label ?? help.id), fields: fields.map((field) => withNeed(field, [])) };
    },
  };
}

type Ground = { members: Members; people: OfficeDesks; draft: ((step: Step) => string) | null };

function present(context: CommandContext, file: MatterFile, open: OpenStep, ground: Ground): OpenActReply {
  const { policy, procedure } = file.state.setting;
  const step = findTask(procedure, open.step)?.step;
  const plain = plainAct(open.step, step?.label ?? open.step);
  const mine = open.by.length === 0 || open.by.includes(context.actor.office);
  const own = step?.by?.choices.find(({ office }) => office === context.actor.office);
  // Where the own office stands in for another only with a reason, that other's paper may be recorded instead.
  const others = mine && own?.reason !== 'required' ? [] : open.by;
  const recordsFor = others.filter((office) => mayRecordFor(context.actor, policy, office, ground.people));
  const who = {
    moment: open.moment,
    by: open.by.map((office) => officeLabel(file, office)),
    mine,
    recordsFor: recordsFor.map((office) => ({ office, label: officeLabel(file, office) })),
    people: ground.people.names(open.by),
    needs: [...open.needs],
    reasonRequired: open.reasonRequired.map(presentRefusal),
    draft: step !== undefined && hangsOut(step, open.moment) ? (ground.draft?.(step) ?? null) : null,
  };
  if (step === undefined || open.moment === 'begin') return { ...plain, ...who };
  const fields = actFields(policy, procedure, step).map((field) => withNeed(field, open.needs));
  const papers = stepPapers(policy, step);
  const memberFacts = memberFactsAsked(policy, step);
  const signs = papers.some((paper) => paper.signs.length > 0) && step.signers.length === 0;
  return {
    ...plain,
    ...who,
    may: fields.flatMap(({ name, needed }) => (needed ? [] : [name])),
    outcomes: Object.keys(step.outcomes),
    ...perMember(context, file, step, ground.members),
    fields: fields.toSorted((a, b) => Number(b.needed) - Number(a.needed)),
    signers: step.signers.map(({ role }) => role),
    distinct: step.distinct,
    memberFacts,
    household: memberFacts.length > 0 || signs ? householdOf(context, ground.members) : [],
    papers,
    visit: step.id === leadSteps.verify,
    meeting: isMeeting(step),
  };
}

/** True at the moment the text is put up; taking it down writes nothing. */
function hangsOut(step: Step, moment: OpenStep['moment']): boolean {
  return publishes(step) && (moment === 'begin' || step.lasts === undefined);
}

function perMember(context: CommandContext, file: MatterFile, step: Step, members: Members) {
  const asked = step.per?.each === 'member' ? scopeOf(viewOn(file.state, context.now.today), step).items : [];
  return {
    members: asked.map((item) => ({
      id: item.key,
      name: members.find((member) => member.id === item.key)?.name ?? item.key,
      exempt: item.exempt,
      mayLeave: item.mayExempt,
      why: item.exempt || item.mayExempt ? (step.exempt?.label ?? step.reuse?.label ?? null) : null,
    })),
    items: [...(step.per?.items ?? [])],
  };
}

function householdOf(context: CommandContext, members: Members): OpenActReply['household'] {
  return members.map(({ id, name, born_on }) => ({
    id,
    name,
    minor: born_on === null ? null : ageOn(born_on, context.now.today) < 18,
  }));
}

function withNeed(field: ReturnType<typeof actFields>[number], needs: readonly string[]) {
  return { ...field, choices: [...field.choices], needed: needs.includes(field.name) };
}

function plainAct(step: string, label: string): OpenActReply {
  return {
    step,
    moment: 'finish',
    label,
    by: [],
    mine: true,
    needs: [],
    may: [],
    outcomes: [],
    reasonRequired: [],
    members: [],
    items: [],
    fields: [],
    signers: [],
    distinct: false,
    memberFacts: [],
    household: [],
    papers: [],
    recordsFor: [],
    people: [],
    visit: false,
    meeting: false,
    draft: null,
  };
}

/** What the pack calls an office; its id where it calls it nothing. */
export function officeLabel(file: MatterFile, office: string): string {
  const term = file.state.setting.policy.terms.offices.find((each) => each.id === office);
  return term?.labels[0] ?? office;
}
