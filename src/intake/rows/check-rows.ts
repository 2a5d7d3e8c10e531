import { type IdNumber, idNumberParts } from '#domain/values/id-number.ts';
import type { DraftRow } from './parsed-row.ts';
import type { VillageDirectory } from './village-directory.ts';

/** Sex and birth date written in the row, and the sex its relation implies, against the ID number, which prevails. */
export function checkAgainstId(row: DraftRow): void {
  const id = row.values.idNumber;
  if (typeof id !== 'string') return;
  const { sex, born } = idNumberParts(id as IdNumber);
  const word = sex === 'male' ? '男' : '女';
  const { sex: writtenSex, bornOn } = row.values;
  if (writtenSex !== undefined && writtenSex !== word) row.remarks.push({ fault: 'sex-contradicts-id', field: 'sex' });
  if (typeof bornOn === 'string' && !born.startsWith(bornOn)) {
    row.remarks.push({ fault: 'birth-contradicts-id', field: 'bornOn' });
  }
  if (row.impliedSex && row.impliedSex !== sex) row.remarks.push({ fault: 'relation-sex', field: 'relation' });
  row.values.sex = word;
  row.values.bornOn = born;
}

/** Replaces the village as written by its code; remarks when it has none or is unknown. A village of that name in
 * another township is no answer, only a hint in the facts. */
export function placeVillage(row: DraftRow, directory: VillageDirectory): void {
  const text = (name: string) => (row.values[name] === undefined ? undefined : String(row.values[name]));
  const written = text('village');
  const reading = directory.find(written, text('township'));
  delete row.values.village;
  if (written !== undefined) row.values.villageAsWritten = written;
  switch (reading.kind) {
    case 'found':
      row.values.village = reading.code;
      return;
    case 'missing':
      row.remarks.push({ fault: 'village-missing', field: 'village' });
      return;
    default:
      row.remarks.push({
        fault: 'village-unknown',
        field: 'village',
        facts: reading.kind === 'elsewhere' ? { elsewhere: reading.code } : { ambiguous: reading.kind === 'ambiguous' },
      });
  }
}

/** Exactly one head a household: remarks on every head after the first, and on the first row of one without. */
export function checkHeads(rows: readonly DraftRow[]): void {
  const households = new Map<string, DraftRow[]>();
  for (const row of rows) {
    if (row.household !== undefined) households.set(row.household, [...(households.get(row.household) ?? []), row]);
  }
  for (const members of households.values()) {
    const heads = members.filter((row) => row.values.relation === '户主');
    for (const head of heads.slice(1)) {
      head.remarks.push({ fault: 'two-heads', field: 'relation', facts: { firstHeadRow: heads[0]?.number } });
    }
    if (heads.length === 0) members[0]?.remarks.push({ fault: 'no-head', field: 'relation' });
  }
}

/**
 * Rows about a person already seen in the file. In a registry file one person stands once: again in the same household
 * is a duplicate, in another household too, under another name a conflict. In a feed a person may have several rows:
 * only a row equal in every value is a duplicate.
 */
export function checkRepeats(
  rows: readonly DraftRow[],
  kind: 'registry' | 'feed',
  rejected: (row: DraftRow) => boolean,
): void {
  const firstById = new Map<string, DraftRow>();
  const sameNumber = new Map<string, DraftRow[]>();
  for (const row of rows) {
    const id = row.values.idNumber;
    if (typeof id !== 'string' || rejected(row)) continue;
    const first = firstById.get(id);
    if (first && first.values.name !== row.values.name) {
      row.remarks.push({
        fault: 'id-name-conflict',
        field: 'name',
        facts: { otherRow: first.number, otherSheet: first.sheet },
      });
      continue;
    }
    if (!first) firstById.set(id, row);
    const twin = kind === 'registry' ? first : equalRow(row, sameNumber.get(id) ?? []);
    if (kind === 'feed' && !twin) sameNumber.set(id, [...(sameNumber.get(id) ?? []), row]);
    if (!twin) continue;
    const fault = kind === 'feed' || twin.household === row.household ? 'duplicate-row' : 'id-in-two-households';
    row.remarks.push({ fault, field: 'idNumber', facts: { otherRow: twin.number, otherSheet: twin.sheet } });
  }
}

/** The first row that says the same: equal rows have the same number, so most rows are compared with none. */
function equalRow(row: DraftRow, others: readonly DraftRow[]): DraftRow | undefined {
  if (others.length === 0) return undefined;
  const content = contentOf(row);
  return others.find((other) => contentOf(other) === content);
}

function contentOf(row: DraftRow): string {
  const { serial: _, ...values } = row.values;
  return JSON.stringify(
    Object.entries(values)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, value]) => [name, String(value)]),
  );
}
