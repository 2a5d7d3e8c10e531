import { randomInt, randomUUID } from 'node:crypto';
import type { Form } from '#domain/policy/duty-shape.ts';
import { type FilledField, fillForm } from '#domain/policy/fill-form.ts';
import type { Policy } from '#domain/policy/resolved-policy.ts';
import { settingOn } from '#domain/procedures/matter-setting.ts';
import { AppError } from '#domain/values/app-error.ts';
import { areaLabel } from '#domain/values/area-label.ts';
import { type AreaRow, listCountyAreas } from '#store/areas.ts';
import { insertAudit } from '#store/audit-log.ts';
import { findHouseholdHit } from '#store/households.ts';
import { findMatter, listMatters } from '#store/matters.ts';
import { insertPaper, listPapers, nextPaperNumber, type StoredPaper } from '#store/papers.ts';
import type { CommandContext } from './command-context.ts';
import { LEAD } from './lead-steps.ts';
import { loadMatter, type MatterFile, noteAct, saveProjection } from './matter-file.ts';
import { chainOf, type PaperSubject, paperFacts } from './paper-facts.ts';
import { type PaperLack, paperLacks, stepsOfForm } from './paper-lacks.ts';
import { bureauName, paperLeadFacts, waysToApply } from './paper-lead-facts.ts';
import { paperRoll } from './paper-roll.ts';
import { saveLead } from './save-lead.ts';

/** A paper as asked for. `values`: what is typed for it; `foot`: number, code and clause under the frame. */
export interface PaperInput {
  readonly form: string;
  readonly household?: string | undefined;
  readonly matter?: string | undefined;
  readonly area?: number | undefined;
  /** Households of a list (名单). */
  readonly households?: readonly string[] | undefined;
  readonly values?: Readonly<Record<string, string>> | undefined;
  /** Rows typed for a table, by the field's act. */
  readonly tables?: Readonly<Record<string, readonly Readonly<Record<string, string>>[]>> | undefined;
  readonly foot?: boolean | undefined;
  readonly blank?: boolean | undefined;
  readonly replaces?: string | undefined;
  readonly reason?: string | undefined;
}

/** A paper before it has a number: its form with every field, and what it lacks. */
export interface PaperDraft {
  readonly form: Form;
  readonly policy: Policy;
  readonly filled: readonly FilledField[];
  readonly lacks: readonly PaperLack[];
  readonly subject: PaperSubject;
  readonly issuer: string;
  readonly office: AreaRow;
  /** The lead is one whose applicant or petitioner is told. */
  readonly tells: boolean;
  readonly place: { readonly town: number; readonly village: number | null };
}

/** What the press is told beside the draft. */
export interface PaperMark {
  readonly number: string;
  readonly letterNumber: string;
  readonly code: string;
  readonly blank: boolean;
  readonly foot: boolean;
}

/** Sets the paper and keeps its bytes; `word`: the same for editing, where the form has it. */
export type PaperPress = (
  context: CommandContext,
  draft: PaperDraft,
  mark: PaperMark,
) => Promise<{ readonly file: string; readonly word: string | null; readonly hash: string; readonly pages: number }>;

/**
 * Gives out a paper: number, pages, one row for good, an act in the matter's list. Returns its id.
 * Errors: `not-found` (form, subject or the paper replaced), `bad-request` naming the `field` and `where` it is filled in
 * (`why`: paper-lacks, paper-wrong, paper-sensitive), `already-exists` when the paper was replaced before.
 */
export async function issuePaper(
  context: CommandContext,
  input: PaperInput,
  press: PaperPress,
): Promise<{ paper: string }> {
  const { tx, keys, actor, now } = context;
  const draft = await draftPaper(context, input);
  if (input.blank !== true) refuseLacks(draft);
  const replaced = input.replaces === undefined ? null : await paperToReplace(context, input.replaces);
  const year = Number(now.today.slice(0, 4));
  const series = draft.form.series ?? draft.form.id;
  const no = await nextPaperNumber(tx, { county: keys.county, office: draft.office.area, series, year });
  const place = officeCode(draft.office);
  const number = `${place}-${series}-${year}-${String(no).padStart(5, '0')}`;
  const letterNumber = `${areaLabel(draft.office.name)}${series}〔${year}〕${no}号`;
  const code = paperCode(keys.county);
  const mark = { number, letterNumber, code, blank: input.blank === true, foot: input.foot !== false };
  const made = await press(context, draft, mark);
  const id = randomUUID();
  const file = draft.subject.file;
  await insertPaper(tx, keys, {
    id,
    ...draft.place,
    form: draft.form.id,
    title: draft.form.label ?? draft.form.id,
    office: draft.office.area,
    issuer: draft.issuer,
    series,
    year,
    no,
    number,
    household: draft.subject.household,
    matter: file?.row.matter ?? null,
    on: now.today,
    ...made,
    code,
    replaces: replaced?.id ?? null,
    reason: input.reason ?? null,
    policyHash: draft.policy.hash,
    byAccount: actor.account,
    byName: actor.name,
    at: now.at,
  });
  if (file !== null) await noteInMatter(context, file, { id, form: draft.form.id, number, hash: made.hash });
  await insertAudit(tx, {
    county: keys.county,
    at: now.at,
    actor: actor.account,
    kind: 'print',
    subject: [id, ...(draft.subject.household === null ? [] : [draft.subject.household])],
    result: 'done',
    reason: `paper ${number} ${made.hash}`,
  });
  return { paper: id };
}

/** The paper as it would be printed now. Errors: `not-found`. */
export async function draftPaper(context: CommandContext, input: PaperInput): Promise<PaperDraft> {
  const { actor, now } = context;
  const found = await subjectOf(context, input);
  const chain = await chainOf(context, found.area);
  const file = await matterOf(context, input, found.household);
  const own = (await listCountyAreas(context.tx, context.keys.county, now.today)).find(({ area, level }) =>
    actor.area === null ? level === 'county' : area === actor.area,
  );
  if (own === undefined) throw new AppError('not-found', { what: 'area' });
  const policy =
    file === null
      ? (await context.policy.inForce(context.tx, found.area, now.today)).policy
      : settingOn(file.state.setting, now.today).policy;
  const form = policy.forms.find(({ id }) => id === input.form);
  if (form?.about === undefined) throw new AppError('not-found', { what: 'form', form: input.form });
  const subject: PaperSubject = { household: found.household, file, chain };
  const facts = file?.row.procedure === LEAD ? await paperLeadFacts(context, policy, file.row.matter) : {};
  const issuer = issuerName(policy, own);
  const filled =
    input.blank === true ? blankFields(form) : await filledOf(context, policy, form, subject, input, issuer, facts);
  return {
    form,
    policy,
    filled,
    lacks: paperLacks(form, filled, file),
    subject,
    issuer,
    office: own,
    tells: facts['线索.告知'] === true,
    place: found.place,
  };
}

async function filledOf(
  context: CommandContext,
  policy: Policy,
  form: Form,
  subject: PaperSubject,
  input: PaperInput,
  issuer: string,
  lead: Readonly<Record<string, unknown>>,
): Promise<readonly FilledField[]> {
  const facts = await paperFacts(context, policy, subject, form.fullNumbers === true ? 'full' : 'masked');
  const village = subject.chain.find(({ level }) => level === 'village');
  const typed = Object.fromEntries(Object.entries(input.values ?? {}).filter(([, text]) => text.trim() !== ''));
  const roll = input.households === undefined ? {} : { 名单: await paperRoll(context, input.households) };
  const acts = {
    ...facts.acts,
    ...lead,
    单位: issuer,
    日期: context.now.today,
    村: village === undefined ? null : areaLabel(village.name),
    申请途径: waysToApply(policy),
    类别: policy.terms.classes.map(({ label, id }) => label ?? id).join('、') || null,
    ...roll,
    ...input.tables,
    ...typed,
  };
  return fillForm(policy, form, { ...facts, acts });
}

/** The form as it is handed out: fixed sentences stand, everything else is left to the pen. */
function blankFields(form: Form): readonly FilledField[] {
  return form.fields.map((field) => {
    const fixed = field.from.kind === 'feel' ? /^"(.*)"$/su.exec(field.from.feel)?.[1] : undefined;
    const base = { key: field.key, label: field.label, required: false, wrong: false, missing: [] };
    if (field.rows !== undefined) return { ...base, state: 'empty', value: null, rows: [] };
    return { ...base, state: fixed === undefined ? 'blank' : 'filled', value: fixed ?? null };
  });
}

async function subjectOf(context: CommandContext, input: PaperInput) {
  const { tx, keys, actor } = context;
  if (input.matter !== undefined) {
    const row = await findMatter(tx, keys.county, input.matter);
    if (!row) throw new AppError('not-found', { what: 'matter', matter: input.matter });
    return { household: row.household, area: row.village ?? row.town, place: { town: row.town, village: row.village } };
  }
  if (input.household !== undefined) {
    const hit = await findHouseholdHit(tx, keys, input.household);
    if (!hit) throw new AppError('not-found', { what: 'household' });
    return { household: hit.id, area: hit.village ?? hit.town, place: { town: hit.town, village: hit.village } };
  }
  const areas = await listCountyAreas(tx, keys.county, context.now.today);
  const wanted = input.area ?? actor.area;
  const row = areas.find(({ area }) => area === wanted);
  if (row === undefined) throw new AppError('not-found', { what: 'area' });
  const unplaced = areas.find(({ level }) => level === 'unplaced')?.area ?? 0;
  const village = row.level === 'village' ? row.area : null;
  const town = row.level === 'village' ? (row.parent ?? unplaced) : row.level === 'township' ? row.area : unplaced;
  if (!actor.towns.includes(town) && !actor.villages.includes(village ?? -1))
    throw new AppError('not-found', { what: 'area' });
  return { household: null, area: row.area, place: { town, village } };
}

/** The matter asked for, else the household's latest one that has the form among its papers, else whose steps it records. */
async function matterOf(
  context: CommandContext,
  input: PaperInput,
  household: string | null,
): Promise<MatterFile | null> {
  if (input.matter !== undefined) return loadMatter(context, input.matter);
  if (household === null || input.blank === true) return null;
  const rows = await listMatters(context.tx, context.keys.county, { household });
  let recorded: MatterFile | null = null;
  for (const row of rows.filter(({ procedure }) => procedure !== LEAD)) {
    const file = await loadMatter(context, row.matter);
    const { procedure, policy } = settingOn(file.state.setting, context.now.today);
    if (procedure.steps.some(({ papers }) => papers.includes(input.form))) return file;
    const form = policy.forms.find(({ id }) => id === input.form);
    const named = form === undefined ? [] : stepsOfForm(form);
    const orders = policyHasPapers(policy, input.form);
    if (!orders && procedure.steps.some(({ id }) => named.includes(id))) recorded ??= file;
  }
  return recorded;
}

/** Whether some procedure says the form is one of its papers. */
function policyHasPapers(policy: Policy, form: string): boolean {
  return Object.values(policy.procedures).some(({ steps }) => steps.some(({ papers }) => papers.includes(form)));
}

function refuseLacks({ lacks }: PaperDraft): void {
  const [lack] = lacks;
  if (lack === undefined) return;
  throw new AppError('bad-request', {
    why: `paper-${lack.why}`,
    field: lack.label,
    where: lack.where,
    step: lack.step,
    lacks,
  });
}

async function paperToReplace(context: CommandContext, id: string): Promise<StoredPaper> {
  const [paper] = await listPapers(context.tx, context.keys, { ids: [id] });
  if (!paper) throw new AppError('not-found', { what: 'paper' });
  if (paper.replacedBy !== null) throw new AppError('already-exists', { what: 'paper', paper: paper.replacedBy });
  return paper;
}

async function noteInMatter(
  context: CommandContext,
  file: MatterFile,
  paper: { id: string; form: string; number: string; hash: string },
): Promise<void> {
  const noted = await noteAct(context, file, {
    kind: 'event',
    target: 'paper.issued',
    on: context.now.today,
    values: { 文书: paper.id, 表: paper.form, 编号: paper.number, 校验: paper.hash },
    personal: { note: `${paper.form} ${paper.number}` },
  });
  await (file.row.procedure === LEAD ? saveLead(context, noted) : saveProjection(context, noted));
}

/** Who gives it out: the government of a township, the bureau of a county, a village's committee. */
function issuerName(policy: Policy, office: AreaRow): string {
  const name = areaLabel(office.name);
  if (office.level === 'county') return bureauName(policy, name);
  if (office.level === 'village')
    return `${name.replace(/村$/, '')}${/社区$/.test(name) ? '居民委员会' : '村民委员会'}`;
  return /(街道|办事处)$/.test(name) ? name : `${name}人民政府`;
}

function officeCode(office: AreaRow): string {
  const digits = { county: 6, township: 9, village: 12 }[office.level] ?? 6;
  return office.code?.slice(0, digits) ?? String(office.area);
}

const LETTERS = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';

/** County in three letters and 75 random bits: nobody guesses a paper by its neighbour. */
export function paperCode(county: number): string {
  const of = (n: number): string => LETTERS[n] ?? '2';
  const place = [1024, 32, 1].map((weight) => of(Math.floor(county / weight) % 32)).join('');
  return `${place}${Array.from({ length: 15 }, () => of(randomInt(32))).join('')}`;
}

/** The county a code belongs to; null where it is no code. */
export function countyOfCode(code: string): number | null {
  if (!/^[2-9A-HJ-NP-Z]{18}$/.test(code)) return null;
  return [...code.slice(0, 3)].reduce((sum, letter) => sum * 32 + LETTERS.indexOf(letter), 0);
}
