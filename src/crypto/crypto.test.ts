import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { actHash, CHAIN_START, commitment, merkleRoot } from './act-hash.ts';
import { blindIndex, tailIndex } from './blind-index.ts';
import { canonicalJson } from './canonical-json.ts';
import { type DataKey, decryptField, decryptLong, encryptField, encryptLong, keyIdOf } from './field-cipher.ts';
import { type KeyRing, newDataKey, unwrapDataKey } from './key-ring.ts';

const key: DataKey = { id: 7, secret: randomBytes(48) };
const place = { county: 1, table: 'persons', column: 'id_number', row: 'a' };
const ring: KeyRing = {
  index: { algorithm: 'hmac-sm3', secret: randomBytes(32) },
  currentMaster: 'm1',
  masters: new Map([['m1', randomBytes(48)]]),
};

describe('field encryption', () => {
  it('gives the text back and never the same cipher twice', () => {
    const [one, two] = [encryptField(key, place, '䶮喆·买买提'), encryptField(key, place, '䶮喆·买买提')];
    expect(decryptField(key, place, one)).toBe('䶮喆·买买提');
    expect(one.equals(two)).toBe(false);
    expect(keyIdOf(one)).toBe(7);
  });
  it('does not open in another row, with another key, or with a changed bit', () => {
    const cipher = encryptField(key, place, 'x');
    expect(() => decryptField(key, { ...place, row: 'b' }, cipher)).toThrow(/seal/);
    expect(() => decryptField({ id: 8, secret: key.secret }, place, cipher)).toThrow(/another key/);
    const changed = Buffer.from(cipher);
    changed[22] = (changed[22] ?? 0) ^ 1;
    expect(() => decryptField(key, place, changed)).toThrow(/seal/);
  });
  it('packs long text, and still opens what was sealed before packing', () => {
    const rows = JSON.stringify(Array.from({ length: 1000 }, (_, row) => ({ row, name: '䶮喆' })));
    const packed = encryptLong(key, place, rows);
    expect(packed.length).toBeLessThan(Buffer.byteLength(rows) / 3);
    expect(decryptLong(key, place, packed)).toBe(rows);
    expect(decryptLong(key, place, encryptField(key, place, rows))).toBe(rows);
    expect(() => decryptLong(key, { ...place, row: 'b' }, packed)).toThrow(/seal/);
  });
  it('wraps data keys under a master and refuses a missing master', () => {
    const row = { keyId: 1, county: 3, year: 2022, ...newDataKey(ring, 3, 2022) };
    expect(unwrapDataKey(ring, row).secret).toHaveLength(48);
    expect(() => unwrapDataKey({ ...ring, masters: new Map() }, row)).toThrow(/master key m1/);
    expect(() => unwrapDataKey(ring, { ...row, year: 2023 })).toThrow(/seal/);
  });
});

describe('blind index', () => {
  it('is equal for equal numbers, and tails differ between counties', () => {
    const index = (n: string) => blindIndex(ring.index, 'id', n).toString('hex');
    expect(index('37032319000101001X')).toBe(index('37032319000101001X'));
    expect(index('37032319000101001X')).not.toBe(index('370323190001010012'));
    expect(tailIndex(ring.index, 1, '001x').equals(tailIndex(ring.index, 1, '001X'))).toBe(true);
    expect(tailIndex(ring.index, 1, '001X').equals(tailIndex(ring.index, 2, '001X'))).toBe(false);
  });
});

describe('act hashes', () => {
  const act = { county: 1, matter: 'm', seq: 1, kind: 'k', body: '{}', actor: 'a', at: 5, prevHash: CHAIN_START };
  it('changes with every part, and parts cannot be shifted into each other', () => {
    const base = actHash(act).toString('hex');
    for (const change of [
      { county: 2 },
      { matter: 'n' },
      { seq: 2 },
      { kind: 'l' },
      { body: '{ }' },
      { actor: 'b' },
      { at: 6 },
    ]) {
      expect(actHash({ ...act, ...change }).toString('hex'), JSON.stringify(change)).not.toBe(base);
    }
    expect(actHash({ ...act, kind: 'k{', body: '}' }).toString('hex')).not.toBe(
      actHash({ ...act, kind: 'k', body: '{}' }).toString('hex'),
    );
  });
  it('commits to a value only with its salt', () => {
    const salt = randomBytes(16);
    expect(commitment(salt, '张三')).toBe(commitment(salt, '张三'));
    expect(commitment(randomBytes(16), '张三')).not.toBe(commitment(salt, '张三'));
  });
  it('has a root that depends on every leaf and on order', () => {
    const leaves = [1, 2, 3].map((n) => Buffer.alloc(32, n));
    const root = merkleRoot(leaves).toString('hex');
    expect(merkleRoot([...leaves].reverse()).toString('hex')).not.toBe(root);
    expect(merkleRoot(leaves.slice(0, 2)).toString('hex')).not.toBe(root);
    expect(() => merkleRoot([])).toThrow(RangeError);
  });
});

describe('canonical JSON', () => {
  it('sorts keys and leaves undefined out', () => {
    expect(canonicalJson({ b: 1, a: { d: [2, 1], c: undefined } })).toBe('{"a":{"d":[2,1]},"b":1}');
  });
});
