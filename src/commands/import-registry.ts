import type { FieldKeys } from '#store/data-keys.ts';
import type { Db } from '#store/database.ts';
import { idIndexHex } from '#store/registry-columns.ts';
import { type CurrentRegister, loadCurrentRegister } from '#store/registry-current.ts';
import { listMissing, type MissingScope } from '#store/registry-missing.ts';
import type { ChangeOrigin } from '#store/registry-writing.ts';
import { applyPlan } from './apply-import.ts';
import {
  type ChangeCounts,
  countChanges,
  EXAMPLES_OF_A_KIND,
  type ShownHousehold,
  showExamples,
} from './import-report.ts';
import { type AreaNumbers, type ImportPlan, planImport } from './plan-import.ts';
import type { RegisterFile } from './register-file.ts';

/** What of the county's areas comparing and showing needs. */
export interface ImportAreas extends AreaNumbers {
  keyOf(area: number): string;
  nameOf(key: string): string;
  /** The villages the file is for, when it is for a part of the county. */
  readonly villagesOfArea: readonly number[] | undefined;
}

/** A file compared with the registry as it stands: nothing is written. */
export interface ComparedFile {
  readonly plan: ImportPlan;
  readonly counts: ChangeCounts;
  /** The first households of each kind. */
  readonly examples: readonly ShownHousehold[];
}

/** Compares a file with the registry. `lock`: what it is about stays as it is until the transaction ends. */
export async function compareFile(
  tx: Db,
  keys: FieldKeys,
  file: RegisterFile,
  areas: ImportAreas,
  lock: boolean,
): Promise<ComparedFile> {
  const indexes = new Map<string, string>();
  const indexOf = (idNumber: string): string => {
    const known = indexes.get(idNumber) ?? idIndexHex(keys.ring.index, idNumber);
    indexes.set(idNumber, known);
    return known;
  };
  const current = await loadCurrentRegister(tx, keys, wantedBy(file, areas, indexOf), areas.keyOf, lock);
  const plan = planImport(file, current, { ...areas, indexOf });
  const missing = await listMissing(tx, keys.county, missingScope(plan, current, areas, indexOf), EXAMPLES_OF_A_KIND);
  const gone = missing.households.map((row) => ({
    household: row.id,
    headName: row.head_name,
    village: row.village === null ? '' : areas.nameOf(areas.keyOf(row.village)),
  }));
  return {
    plan,
    counts: countChanges(plan, missing.total),
    examples: showExamples(plan, gone, areas.nameOf),
  };
}

/**
 * Puts a file into the registry as the registry stands now, within the caller's one transaction. What a preview showed may
 * be older: the answer is what was really done.
 */
export async function importFile(
  tx: Db,
  keys: FieldKeys,
  file: RegisterFile,
  areas: ImportAreas,
  origin: Omit<ChangeOrigin, 'source' | 'asOf'>,
  progress: (share: number) => Promise<void>,
): Promise<ComparedFile> {
  const compared = await compareFile(tx, keys, file, areas, true);
  const { source } = compared.plan;
  await applyPlan(tx, keys, compared.plan, { ...origin, source, asOf: file.asOf }, progress);
  return compared;
}

function wantedBy(file: RegisterFile, areas: ImportAreas, indexOf: (idNumber: string) => string) {
  const households = file.households;
  const numbers = (national: boolean): string[] => [
    ...households.flatMap(({ values, localNumber }) => (national ? values.householdNumber : localNumber) ?? []),
    ...((file.shape === 'national-export') === national ? file.mentions.householdNumbers : []),
  ];
  const idNumbers = households.flatMap(({ members }) => members.flatMap(({ idNumber }) => idNumber ?? []));
  return {
    idIndexes: [...idNumbers, ...file.mentions.idNumbers].map(indexOf),
    nationalNumbers: numbers(true),
    localNumbers: numbers(false),
    villages: [...new Set(households.flatMap(({ values }) => areas.villageOf(values.village) ?? []))],
  };
}

/** A roster speaks for the villages in it, a national export for the towns in it or for the area it is for. */
function missingScope(
  plan: ImportPlan,
  current: CurrentRegister,
  areas: ImportAreas,
  indexOf: (idNumber: string) => string,
): MissingScope {
  const { file } = plan;
  const national = file.shape === 'national-export';
  const found = [...new Set(file.households.flatMap(({ values }) => areas.villageOf(values.village) ?? []))];
  const villages = national ? (areas.villagesOfArea ?? []) : found;
  const numbers = new Set(file.mentions.householdNumbers);
  const byNumber = [...current.households].filter(([, { stored, localNumber }]) =>
    numbers.has(String((national ? stored.facts.householdNumber : localNumber)?.value)),
  );
  return {
    national,
    towns: national && !areas.villagesOfArea ? [...new Set(found.map(areas.townOf))] : [],
    villages,
    present: [
      ...plan.households.map(({ id }) => id),
      ...file.mentions.idNumbers.flatMap((idNumber) => current.persons.get(indexOf(idNumber))?.household ?? []),
      ...byNumber.map(([id]) => id),
    ],
  };
}
