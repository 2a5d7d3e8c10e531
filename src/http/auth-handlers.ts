import { permissionsOf } from '#domain/access/permissions.ts';
import { type Role, roles } from '#domain/access/roles.ts';
import { AppError } from '#domain/values/app-error.ts';
import { plainDate } from '#domain/values/plain-date.ts';
import { changeOwnPassword } from '#identity/accounts.ts';
import { endOtherSessions, endSession, findSession, type SignedIn, signIn } from '#identity/sessions.ts';
import { listAreaChain } from '#store/areas.ts';
import { insertAudit } from '#store/audit-log.ts';
import type { Caller, Handlers } from './handler.ts';
import { areaRefOf } from './lead-presenter.ts';
import type { Services } from './services.ts';

type AuthHandlers = Pick<Handlers, 'signIn' | 'whoAmI' | 'signOut' | 'changePassword' | 'moveDemoDay'>;

/** Sign-in, the own account, the official day of a demonstration. */
export function authHandlers(services: Services): AuthHandlers {
  const { db } = services.runner;
  return {
    async signIn({ body }, caller) {
      const token = await audited(services, caller, body.login, () =>
        signIn(db, body.login, body.password, caller.now.at, caller.address),
      );
      const session = await findSession(db, services.scopes, token, caller.now.at);
      if (!session) throw new AppError('wrong-login');
      caller.setCookie(token);
      return me(services, session, caller);
    },
    whoAmI: (_call, caller) => me(services, caller.session, caller),
    async signOut(_call, caller) {
      await endSession(db, caller.token);
      caller.setCookie(null);
      return {};
    },
    async changePassword({ body }, caller) {
      await changeOwnPassword(db, caller.actor.account, body.current, body.next);
      await endOtherSessions(db, caller.actor.account, caller.token);
      return me(services, { ...caller.session, mustChangePassword: false }, caller);
    },
    async moveDemoDay({ body }) {
      if (!services.demo) throw new AppError('not-found', { what: 'demo' });
      await services.setDemoDay(plainDate(body.today));
      services.dayBell.ring();
      return { today: body.today };
    },
  };
}

async function me(services: Services, session: SignedIn, caller: Caller) {
  const { actor } = session;
  const chain = actor.area === null ? [] : await listAreaChain(services.runner.db, actor.area, caller.now.today);
  const role = actor.role as Role;
  return {
    account: actor.account,
    login: session.login,
    name: actor.name,
    role,
    roleLabel: roles[role].label,
    office: actor.department ?? chain[0]?.name ?? '',
    area: areaRefOf(chain[0]),
    areaPath: chain.toReversed().map((row) => row.name),
    department: actor.department,
    permissions: permissionsOf({ role, policy: actor.policy }),
    mustChangePassword: session.mustChangePassword,
    today: caller.now.today,
    demo: services.demo,
  };
}

/** Every sign-in is logged, whether it succeeds or not; the login of a failed one is no secret, its password is. */
async function audited<T>(services: Services, caller: Caller, login: string, work: () => Promise<T>): Promise<T> {
  const entry = {
    county: 0,
    at: caller.now.at,
    actor: login,
    kind: 'sign-in',
    subject: [],
    address: caller.address,
  } as const;
  try {
    const result = await work();
    await insertAudit(services.runner.db, { ...entry, result: 'done', requestId: caller.requestId });
    return result;
  } catch (error) {
    await insertAudit(services.runner.db, { ...entry, result: 'refused', requestId: caller.requestId });
    throw error;
  }
}
