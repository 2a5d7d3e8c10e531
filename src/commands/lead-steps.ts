/** Step ids of the procedure `lead`: the life of a line of 台账. The pack orders them; commands only name them. */
export const LEAD = 'lead';

export const leadSteps = {
  dispatch: 'dispatch',
  receive: 'receive',
  assign: 'assign',
  verify: 'household-verification',
  tell: 'tell',
  merge: 'merge',
  writeOff: 'write-off',
} as const;

/** Steps that registering a lead does at once where a document has one and asks nothing more for it. */
export const registering: readonly string[] = ['register', 'report'];

/** What the visit is called in one document or another; the first is also the step of identification it serves. */
const visits: readonly string[] = [leadSteps.verify, 'household-visit'];

/** The step of a lead's procedure in which the household is visited. */
export function visitStep(steps: readonly { readonly id: string }[]): string {
  return visits.find((id) => steps.some((step) => step.id === id)) ?? leadSteps.verify;
}

/** Outcome words of these steps that mean something to the ledger. */
export const leadOutcomes = { received: '接收', returned: '退回', merged: '并入', writtenOff: '销号' } as const;

/** Events a lead's clocks may start from. */
export const leadEvents = {
  found: 'lead.found',
  received: 'lead.received',
  dispatched: 'lead.dispatched',
  receivedByTownship: 'lead.received-by-township',
  /** Another batch named the household while the lead waited at the county. */
  evidence: 'lead.evidence',
  /** A department took its report back: this evidence counts no more. */
  evidenceWithdrawn: 'lead.evidence-withdrawn',
  /** A department took its report back after somebody had built on it: work goes on. */
  reportWithdrawn: 'lead.report-withdrawn',
  /** Somebody wants a new visit although the earlier one found the same. */
  visitOrdered: 'lead.visit-ordered',
} as const;

/** Under this name the act of verification refers to the line whose visit it rests on. */
export const KEPT_VISIT = '沿用';

/** The three verdicts of the ledger form's column 9. @source SD#A2-18 */
export const verdicts = { yes: '是', no: '否', already: '已纳入' } as const;
