import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { AnyRoute } from '#contract/route.ts';
import { type RouteName, routes } from '#contract/routes.ts';
import { type Permission, permissions, policyPermissions } from '#domain/access/permissions.ts';
import type { Role } from '#domain/access/roles.ts';
import { officeAccounts } from '../office/test-office.ts';
import { happyCalls, TODAY } from './happy-calls.ts';
import { notInContract, type RouteOffice, routeOffice } from './route-office.ts';

let office: RouteOffice;

beforeAll(async () => {
  office = await routeOffice(TODAY);
});
afterAll(() => office.close());

const names = Object.keys(routes) as RouteName[];
const routeOf = (name: RouteName): AnyRoute => routes[name];
const guarded = names.filter((name) => routeOf(name).access !== 'public');
/** Reads something without being told which one. */
const isList = (name: RouteName): boolean => routeOf(name).method === 'GET' && routeOf(name).params === undefined;
const permitted = guarded.filter((name) => routeOf(name).access !== 'signed-in');

describe('every route', () => {
  test('declares who may call it, with a permission that somebody holds', () => {
    const unheld = permitted.filter((name) => {
      const permission = routeOf(name).access as Permission;
      return permissions[permission].length === 0 && !policyPermissions.includes(permission);
    });
    expect(unheld).toEqual([]);
    const open = names.filter((name) => !permitted.includes(name));
    expect(open.toSorted()).toEqual([
      'changePassword',
      'checkPaper',
      'moveDemoDay',
      'signIn',
      'signOut',
      'submitSigned',
      'uploadScan',
      'whoAmI',
    ]);
  });

  test.each(guarded)('%s answers 401 to nobody', async (name) => {
    const reply = await office.call(null, name);
    expect([reply.status, reply.json.error]).toEqual([401, 'not-signed-in']);
  });

  test.each(permitted)('%s answers 403 to every role without the permission', async (name) => {
    const holders: readonly Role[] = permissions[routeOf(name).access as Permission];
    const others = officeAccounts.filter((account) => !mayCall(account, name));
    // Two permissions are everybody's: for these there is nobody to refuse.
    if (holders.length === new Set(officeAccounts.map(({ role }) => role)).size) return expect(others).toEqual([]);
    expect(others.length).toBeGreaterThan(0);
    for (const { login } of others) {
      const reply = await office.call(login, name);
      expect([login, reply.status, reply.json.error]).toEqual([login, 403, 'forbidden']);
    }
  });

  test.each(permitted.filter(isList))('%s answers every role that has the permission', async (name) => {
    for (const { login } of officeAccounts.filter((account) => mayCall(account, name))) {
      const reply = await office.call(login, name, { query: validQuery(name) });
      // A file of nothing is not there; a right that the database then denies is no right.
      expect([200, 404], `${login}: ${JSON.stringify(reply.json)}`).toContain(reply.status);
    }
  });

  test.each(names.filter((name) => routeOf(name).query !== undefined))(
    '%s refuses a filter it does not know',
    async (name) => {
      const reply = await office.call(holderOf(name), name, {
        query: { ...validQuery(name), nonsense: 'x' },
        ...(routeOf(name).kind === 'upload' ? { files: [{ name: 'a.csv', bytes: Buffer.from('a') }] } : {}),
      });
      expect([reply.status, reply.json.error]).toEqual([400, 'unknown-field']);
    },
  );

  test.each(names.filter((name) => routeOf(name).body !== undefined))(
    '%s refuses a field it does not know',
    async (name) => {
      const reply = await office.call(holderOf(name), name, { body: { requestId: randomUUID(), nonsense: 'x' } });
      expect([reply.status, reply.json.error]).toEqual([400, 'unknown-field']);
    },
  );

  test('refuses unknown fields also inside of others', () => {
    const loose = names.flatMap((name) => {
      const { body, query } = routeOf(name);
      return [body, query]
        .flatMap((schema) =>
          schema === undefined ? [] : looseObjects(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' })),
        )
        .map((path) => `${name}${path}`);
    });
    expect(loose).toEqual([]);
  });

  test('that writes carries a request id, so that a retry does nothing twice', () => {
    /** Writes that need none, each with its reason. */
    const without: Partial<Record<RouteName, string>> = {
      signIn: 'a retry is another session',
      signOut: 'ending twice is ending once',
      changePassword: 'the current password no longer fits the second time',
      moveDemoDay: 'sets a day',
      uploadScan: 'a second copy of a scan is used by nothing',
    };
    const lacking = names
      .filter((name) => routeOf(name).method !== 'GET' && !(name in without))
      .filter((name) => {
        const { body, query } = routeOf(name);
        return ![body, query].some((schema) => schema !== undefined && required(schema).includes('requestId'));
      });
    expect(lacking).toEqual([]);
  });
});

describe('a call that is right', () => {
  test('is known for every route', () => {
    expect(names.filter((name) => happyCalls[name] === undefined)).toEqual([]);
    expect(Object.keys(happyCalls).filter((name) => !(name in routes))).toEqual([]);
  });

  test.each(names)('%s', async (name) => {
    const call = happyCalls[name];
    if (call === undefined) throw new Error(`no happy call of ${name} in test/routes/happy-calls.ts`);
    const reply = await call(office);
    expect(reply.status, JSON.stringify(reply.json)).toBe(200);
    expect(notInContract(name, reply)).toEqual([]);
    expect(reply.json?.refused ?? []).toEqual([]);
    expect(reply.headers['cache-control']).toBe('no-store');
  });
});

describe('the OpenAPI document', () => {
  test('lists exactly the routes, with who may call them', async () => {
    const reply = await office.server.inject({ url: '/api/openapi.json' });
    const { openapi, paths } = reply.json() as {
      openapi: string;
      paths: Record<string, Record<string, { operationId: string; 'x-access': string }>>;
    };
    expect(openapi).toBe('3.1.0');
    const listed = Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, { operationId, 'x-access': access }]) => ({
        name: operationId,
        address: `${method.toUpperCase()} ${path}`,
        access,
      })),
    );
    const declared = names.map((name) => {
      const { method, path, access } = routeOf(name);
      return { name, address: `${method} ${path}`, access };
    });
    const byName = (a: { name: string }, b: { name: string }): number => a.name.localeCompare(b.name);
    expect(listed.sort(byName)).toEqual(declared.sort(byName));
  });

  test('describes every field of a body and a query, and refers to nothing that is not there', async () => {
    const document = (await office.server.inject({ url: '/api/openapi.json' })).body;
    const known = new Set(Object.keys(JSON.parse(document).components.schemas));
    const referred = [...document.matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g)].map((match) => match[1] ?? '');
    expect(referred.filter((name) => !known.has(name))).toEqual([]);
    expect(document.match(/"\$ref":"#\/\$defs/)).toBeNull();
  });

  test('has every address under /api that the server answers, but for itself and the sign of life', async () => {
    const declared = new Set(
      names.map((name) => `${routeOf(name).method} ${routeOf(name).path.replaceAll(/\{(\w+)\}/g, ':$1')}`),
    );
    const served = servedAddresses(office.server.printRoutes({ commonPrefix: false }))
      .filter((address) => address.includes(' /api'))
      .filter((address) => !declared.has(address));
    expect(served.sort()).toEqual(['GET /api/health', 'GET /api/openapi.json']);
    const unknown = await office.server.inject({ url: '/api/nothing-here' });
    expect([unknown.statusCode, unknown.json().error]).toEqual([404, 'not-found']);
  });
});

/** Method and address of everything in a printed tree, a level a step of four characters. HEAD comes with GET. */
function servedAddresses(tree: string): string[] {
  const above: string[] = [];
  return tree.split('\n').flatMap((line) => {
    const found = /^(\W*?)[├└]── (\S+)(?: \(([A-Z, ]+)\))?$/.exec(line);
    if (!found) return [];
    const [, indent = '', part = '', methods = ''] = found;
    const depth = indent.length / 4;
    above.splice(depth, above.length, part);
    return methods
      .split(', ')
      .filter((method) => method !== '' && method !== 'HEAD')
      .map((method) => `${method} ${above.join('')}`);
  });
}

/** An account that may call the route. */
function holderOf(name: RouteName): string {
  const { access } = routeOf(name);
  if (access === 'public' || access === 'signed-in') return 'zhen';
  const account = officeAccounts.find((each) => mayCall(each, name));
  if (!account) throw new Error(`no account of the test office may call ${name}`);
  return account.login;
}

/** By the table of permissions, read here once more. */
function mayCall({ role, policy }: (typeof officeAccounts)[number], name: RouteName): boolean {
  const permission = routeOf(name).access as Permission;
  const holders: readonly Role[] = permissions[permission];
  return holders.includes(role) || (policy === true && policyPermissions.includes(permission));
}

/** What a query must have, in values that fit. */
function validQuery(name: RouteName): Record<string, string> {
  const values: Record<string, string> = {
    requestId: randomUUID(),
    month: '2022-04',
    period: '2022-03',
    kind: 'added',
    q: '张',
    ids: randomUUID(),
    pack: 'SD',
    clause: '1.3-e',
    before: 'own',
    after: 'own',
    name: '监测线',
    value: '6900',
    from: '2022-03-16',
    year: '2027',
    number: '国办发明电〔2026〕8号',
    published: '2022-03-16',
    holidays: '元旦:2027-01-01:2027-01-03',
  };
  const { query } = routeOf(name);
  return Object.fromEntries((query === undefined ? [] : required(query)).map((key) => [key, values[key] ?? 'x']));
}

interface JsonSchema {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly additionalProperties?: boolean | JsonSchema;
  readonly required?: readonly string[];
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
}

function required(schema: z.ZodType): readonly string[] {
  return (z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as JsonSchema).required ?? [];
}

/** Paths of objects with named fields that take any other field too. */
function looseObjects(schema: unknown, path = ''): string[] {
  const { type, properties, additionalProperties, items, anyOf } = schema as JsonSchema;
  const loose = type === 'object' && properties !== undefined && additionalProperties !== false ? [path] : [];
  const inner = Object.entries(properties ?? {}).flatMap(([name, each]) => looseObjects(each, `${path}.${name}`));
  const more = [items, ...(anyOf ?? []), ...(typeof additionalProperties === 'object' ? [additionalProperties] : [])];
  return [...loose, ...inner, ...more.flatMap((each) => (each === undefined ? [] : looseObjects(each, `${path}[]`)))];
}
