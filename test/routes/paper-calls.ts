import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import type { RouteName } from '#contract/routes.ts';
import { type HappyCall, lineOf, newLead, ok, visit } from './happy-calls.ts';
import type { CallReply, RouteOffice } from './route-office.ts';

const rid = (): { requestId: string } => ({ requestId: randomUUID() });

/** Calls about papers, each with all that has to be there before. */
export const paperCalls: Partial<Record<RouteName, HappyCall>> = {
  listPaperForms: (office) => office.call('zhen', 'listPaperForms'),
  draftPaper: async (office) =>
    office.call('zhen', 'draftPaper', { body: { ...rid(), form: '入户核实表', matter: (await newLead(office)).id } }),
  issuePaper: (office) => givenOut(office),
  listPapers: (office) => office.call('zhen', 'listPapers', { query: { month: '2022-04' } }),
  paperFile: async (office) =>
    office.call('zhen', 'paperFile', { params: { id: ok(await givenOut(office)).json.paper.id } }),
  paperWord: async (office) =>
    office.call('zhen', 'paperWord', { params: { id: ok(await givenOut(office)).json.paper.id } }),
  checkPaper: async (office) => {
    const { id } = ok(await givenOut(office)).json.paper;
    const { rows } = await office.database.ownerPool.query('select code from papers where id = $1', [id]);
    return office.call(null, 'checkPaper', { params: { code: rows[0].code } });
  },
  startPrintRun: async (office) => printRun(office),
  listPrintRuns: (office) => office.call('zhen', 'listPrintRuns'),
  printRunFile: async (office) => {
    const { id } = ok(await printRun(office)).json.run;
    return office.call('zhen', 'printRunFile', { params: { id } });
  },
  matterDossier: async (office) => office.call('zhen', 'matterDossier', { params: { id: (await newLead(office)).id } }),
};

/** A 告知书 given out: one that is also a Word file. */
async function givenOut(office: RouteOffice): Promise<CallReply> {
  const { id } = lineOf(await visit(office, await newLead(office)));
  return office.call('zhen', 'issuePaper', { body: { ...rid(), form: '告知书', matter: id } });
}

async function printRun(office: RouteOffice): Promise<CallReply> {
  const matters = [(await newLead(office)).id];
  const reply = await office.call('zhen', 'startPrintRun', { body: { ...rid(), form: '入户核实表', matters } });
  // It goes on by itself; asked without a call, so that this call stays the last one.
  const state = async () =>
    (await office.database.ownerPool.query('select ended_at from print_runs where id = $1', [reply.json.run.id]))
      .rows[0];
  await expect.poll(state, { timeout: 20_000 }).toEqual({ ended_at: expect.anything() });
  return reply;
}
