import { describe, expect, it } from 'vitest';
import { plainDate } from '../values/plain-date.ts';
import { diffHousehold, type IncomingHousehold, isSameHousehold } from './diff-household.ts';
import type { SourceKind, StoredFact, StoredHousehold, StoredPerson } from './household.ts';
import { type FieldValue, findRegistryField, registryFields } from './registry-fields.ts';

const fact = (value: FieldValue, source: SourceKind = 'roster', asOf = '2022-01-01'): StoredFact => ({
  value,
  source,
  asOf: plainDate(asOf),
});
const person = (key: string, name: string, idNumber?: string): StoredPerson => ({
  key,
  facts: { name: fact(name), ...(idNumber === undefined ? {} : { idNumber: fact(idNumber) }) },
});
const stored = (facts: StoredHousehold['facts'], members: readonly StoredPerson[] = []): StoredHousehold => ({
  key: 'h1',
  facts,
  members,
});
const incoming = (part: Partial<IncomingHousehold>): IncomingHousehold => ({
  source: 'national-export',
  asOf: plainDate('2022-03-31'),
  listsAllMembers: false,
  values: {},
  members: [],
  ...part,
});

describe('differences of a household', () => {
  it('is all new when the registry does not have it', () => {
    const difference = diffHousehold(undefined, incoming({ values: { memberCount: 2 }, members: [{ name: '王一' }] }));
    expect(difference).toEqual({
      key: undefined,
      fields: [{ kind: 'new', field: 'memberCount', to: 2 }],
      members: [{ kind: 'new', person: { name: '王一' } }],
    });
  });
  it('is none for the same values, lists in any order', () => {
    const current = stored({ memberCount: fact(2), risks: fact(['因病', '因残']) }, [person('p1', '王一', 'A')]);
    const same = diffHousehold(
      current,
      incoming({ values: { memberCount: 2, risks: ['因残', '因病'] }, members: [{ name: '王一', idNumber: 'A' }] }),
    );
    expect(isSameHousehold(same)).toBe(true);
  });
  it('confirms an equal value from a stronger source, not from an equal, weaker or earlier one', () => {
    const kinds = (old: StoredFact, to = incoming({ values: { memberCount: 2 } })) =>
      diffHousehold(stored({ memberCount: old }), to).fields.map(({ kind }) => kind);
    expect(kinds(fact(2, 'roster'))).toEqual(['confirmed']);
    expect(kinds(fact(2, 'roster', '2022-03-31'))).toEqual(['confirmed']);
    expect(kinds(fact(2, 'roster', '2022-04-01'))).toEqual([]);
    expect(kinds(fact(2, 'national-export'))).toEqual([]);
    expect(kinds(fact(2, 'visit'))).toEqual([]);
  });
  it('changes what a weaker or equal source said on an earlier or the same day', () => {
    const to = incoming({ values: { memberCount: 3 } });
    for (const old of [fact(2, 'roster'), fact(2, 'national-export', '2022-03-31')]) {
      expect(diffHousehold(stored({ memberCount: old }), to).fields).toEqual([
        { kind: 'changed', field: 'memberCount', from: old, to: 3 },
      ]);
    }
  });
  it('is a conflict with a stronger source and with a later day, whoever said it', () => {
    const to = incoming({ values: { memberCount: 3 } });
    const reasonFor = (old: StoredFact) => diffHousehold(stored({ memberCount: old }), to).fields[0];
    expect(reasonFor(fact(2, 'visit', '2020-01-01'))).toMatchObject({ kind: 'conflict', reason: 'weaker-source' });
    expect(reasonFor(fact(2, 'department', '2022-04-30'))).toMatchObject({ kind: 'conflict', reason: 'weaker-source' });
    expect(reasonFor(fact(2, 'roster', '2022-04-01'))).toMatchObject({ kind: 'conflict', reason: 'stale' });
  });
  it('follows another order of sources where a pack gives one; an unnamed source is the weakest', () => {
    const to = incoming({ source: 'roster', values: { memberCount: 3 } });
    const current = stored({ memberCount: fact(2, 'visit') });
    expect(diffHousehold(current, to, ['roster', 'visit']).fields[0]?.kind).toBe('changed');
    expect(diffHousehold(current, { ...to, source: 'hearsay' }, ['roster', 'visit']).fields[0]?.kind).toBe('conflict');
  });
  it('does not touch what the source leaves out', () => {
    expect(diffHousehold(stored({ phone: fact('1') }), incoming({})).fields).toEqual([]);
  });
});

describe('differences of members', () => {
  const current = stored({}, [person('p1', '王一', 'A'), person('p2', '李二')]);
  it('recognises by ID number, then by a name borne once', () => {
    const members = [
      { idNumber: 'A', name: '王壹' },
      { name: '李二', idNumber: 'B' },
    ];
    expect(diffHousehold(current, incoming({ source: 'roster', members })).members).toEqual([
      { kind: 'known', key: 'p1', fields: [{ kind: 'changed', field: 'name', from: fact('王一'), to: '王壹' }] },
      { kind: 'known', key: 'p2', fields: [{ kind: 'new', field: 'idNumber', to: 'B' }] },
    ]);
  });
  it('takes one name with two different ID numbers for two people', () => {
    const difference = diffHousehold(
      current,
      incoming({ members: [{ name: '王一', idNumber: 'C' }], listsAllMembers: true }),
    );
    expect(difference.members).toEqual([
      { kind: 'new', person: { name: '王一', idNumber: 'C' } },
      { kind: 'gone', key: 'p1' },
      { kind: 'gone', key: 'p2' },
    ]);
  });
  it('says nobody is gone when the source does not list everybody', () => {
    expect(diffHousehold(current, incoming({ members: [] })).members).toEqual([]);
  });
});

describe('the table of fields', () => {
  it('names each field and each column once a subject', () => {
    expect(new Set(registryFields.map((field) => field.name)).size).toBe(registryFields.length);
    expect(new Set(registryFields.map((field) => `${field.of} ${field.sql}`)).size).toBe(registryFields.length);
    expect(new Set(registryFields.map((field) => `${field.of} ${field.label}`)).size).toBe(registryFields.length);
  });
  it('encrypts what identifies', () => {
    for (const name of ['idNumber', 'name', 'phone', 'personPhone', 'address', 'disabilityCard', 'headName']) {
      expect(findRegistryField(name)?.sensitivity, name).toBe('encrypted');
    }
  });
});
