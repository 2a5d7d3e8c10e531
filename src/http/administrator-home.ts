import type { HomeReply } from '#contract/homes.ts';
import { securityFacts, systemFacts } from '#store/administration.ts';
import { asActor } from '#store/as-actor.ts';
import { listCounties, verifyChain } from '#store/seals.ts';
import type { SignedInCaller } from './handler.ts';
import type { Services } from './services.ts';

type Facts = HomeReply['facts'];

/** Each administrator sees only his part; none of them sees a case. */
export async function administratorFacts(services: Services, caller: SignedInCaller): Promise<Facts> {
  const { db } = services.runner;
  if (caller.actor.role === 'system-admin') {
    const facts = await systemFacts(db);
    return [
      plain('database', '数据库', `PostgreSQL ${facts.version}`),
      plain('size', '数据量', `${Math.ceil(facts.bytes / 1_048_576)} MB`),
      plain('accounts', '启用账号', String(facts.accounts)),
      plain('kind', '安装类型', services.demo ? 'demo' : 'real'),
      plain('packs', '政策文件', services.packs.map((pack) => pack.head.id).join('、')),
    ];
  }
  if (caller.actor.role === 'security-admin') {
    const facts = await securityFacts(db, caller.now.at);
    return [
      { ...plain('locked', '锁定账号', String(facts.locked)), tone: facts.locked > 0 ? 'warn' : 'plain' },
      plain('disabled', '停用账号', String(facts.disabled)),
      plain('must-change', '待改初始密码', String(facts.mustChange)),
      plain('sessions', '在线会话', String(facts.sessions)),
    ];
  }
  return chainFacts(services, caller);
}

async function chainFacts(services: Services, caller: SignedInCaller): Promise<Facts> {
  const facts: Facts = [];
  for (const { county, towns } of await listCounties(services.runner.db)) {
    const scope = { county, towns, villages: [], department: null };
    const result = await asActor(services.runner.db, scope, (tx) => verifyChain(tx, county, caller.now.at));
    const why = result.fault?.why ?? 'whole';
    facts.push(
      { key: 'chain', label: '办理链校验', value: why, tone: result.fault === undefined ? 'plain' : 'late' },
      plain('acts', '办理记录', String(result.acts)),
      plain('seals', '封存批次', String(result.seals)),
    );
  }
  return facts;
}

function plain(key: string, label: string, value: string): Facts[number] {
  return { key, label, value, tone: 'plain' };
}
