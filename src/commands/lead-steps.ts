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

/** Outcome words of these steps that mean something to the ledger. */
export const leadOutcomes = { received: '接收', returned: '退回', merged: '并入', writtenOff: '销号' } as const;

/** Events a lead's clocks may start from. */
export const leadEvents = {
  found: 'lead.found',
  dispatched: 'lead.dispatched',
  receivedByTownship: 'lead.received-by-township',
} as const;

/** The three verdicts of the ledger form's column 9. @source SD#A2-18 */
export const verdicts = { yes: '是', no: '否', already: '已纳入' } as const;
