import { fileLedger } from '#commands/file-ledger.ts';
import { readAs, runCommand } from '#commands/run-command.ts';
import type { Actor, Now } from '#domain/access/actor.ts';
import { storeScan } from '#files/file-store.ts';
import { ledgerContent, ledgerFile } from '#http/filing-papers.ts';
import type { Services } from '#http/services.ts';

/** 台账报备 of a month in the story: the paper of that day is printed and handed in as its own scan. */
export async function fileDemoMonth(
  services: Services,
  leader: Actor,
  now: Now,
  order: { month: string; requestId: string },
): Promise<void> {
  const { runner, filesFolder } = services;
  const town = leader.towns[0] ?? 0;
  const caller = { now, address: '', requestId: order.requestId, actor: leader, token: '', setCookie: () => undefined };
  const session = { actor: leader, login: '', mustChangePassword: false };
  const content = await readAs(runner, leader, now, (context) =>
    ledgerContent(context, { ...caller, session }, { month: order.month, town, numbers: 'full', as: 'paper' }),
  );
  const paper = await ledgerFile(content);
  const scan = await readAs(runner, leader, now, (context) =>
    storeScan(context.tx, context.keys, filesFolder, paper.name, paper.bytes, {
      purpose: 'sealed-scan',
      town,
      village: null,
      uploadedBy: leader.account,
      at: now.at,
    }),
  );
  const input = { month: order.month, scan: scan.id };
  await runCommand(runner, leader, now, { kind: 'file-ledger', requestId: order.requestId, input }, fileLedger);
}
