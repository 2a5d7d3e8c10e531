import * as accounts from './accounts.ts';
import * as areas from './areas.ts';
import * as audit from './audit.ts';
import * as auth from './auth.ts';
import * as comparisons from './comparisons.ts';
import * as corrections from './corrections.ts';
import * as differences from './differences.ts';
import * as dispatching from './dispatch.ts';
import * as feedOffices from './feed-offices.ts';
import * as feedResults from './feed-results.ts';
import * as feeds from './feeds.ts';
import * as filings from './filings.ts';
import * as fillSheets from './fill-sheet.ts';
import * as homes from './homes.ts';
import * as changes from './household-changes.ts';
import * as households from './households.ts';
import * as imports from './imports.ts';
import * as leads from './leads.ts';
import * as matterPhotos from './matter-photos.ts';
import * as matters from './matters.ts';
import * as meetings from './meetings.ts';
import * as papers from './papers.ts';
import * as photos from './photos.ts';
import * as policy from './policy.ts';
import * as publicNotices from './public-notices.ts';
import * as pushes from './pushes.ts';
import * as quality from './quality.ts';
import * as reminders from './reminders.ts';
import * as repeats from './repeats.ts';
import type { AnyRoute } from './route.ts';
import * as whatIfs from './what-ifs.ts';
import { whyLate } from './why-late.ts';

/** Every address of the API by name. What is not here does not exist: server, OpenAPI document, client and tests read it. */
export const routes = {
  signIn: auth.signIn,
  whoAmI: auth.whoAmI,
  signOut: auth.signOut,
  changePassword: auth.changePassword,
  moveDemoDay: auth.moveDemoDay,
  getHome: homes.getHome,
  listAccounts: accounts.listAccounts,
  createAccount: accounts.createAccount,
  approveAccount: accounts.approveAccount,
  disableAccount: accounts.disableAccount,
  listAudit: audit.listAudit,
  exportAudit: audit.exportAudit,
  listAreas: areas.listAreas,
  addArea: areas.addArea,
  listLedger: leads.listLedger,
  ledgerOptions: leads.ledgerOptions,
  addVerifier: leads.addVerifier,
  registerLead: leads.registerLead,
  getLead: leads.getLead,
  receiveLeads: leads.receiveLeads,
  assignVerifiers: leads.assignVerifiers,
  recordVisit: leads.recordVisit,
  keepVisits: repeats.keepVisits,
  orderVisits: repeats.orderVisits,
  addVisitPhoto: photos.addVisitPhoto,
  visitPhoto: photos.visitPhoto,
  fillLedger: leads.fillLedger,
  fillSheet: fillSheets.fillSheet,
  readFillSheet: fillSheets.readFillSheet,
  tellResult: leads.tellResult,
  writeOffLeads: leads.writeOffLeads,
  returnLeads: leads.returnLeads,
  mergeLead: leads.mergeLead,
  undoLeadAct: leads.undoLeadAct,
  whyLate,
  listReminders: reminders.listReminders,
  exportLedger: leads.exportLedger,
  printLedger: leads.printLedger,
  listFilings: filings.listFilings,
  previewFiling: filings.previewFiling,
  filingSheet: filings.filingSheet,
  filingPaper: filings.filingPaper,
  filingScan: filings.filingScan,
  uploadScan: filings.uploadScan,
  fileLedger: filings.fileLedger,
  resultNotice: papers.resultNotice,
  visitSheets: papers.visitSheets,
  listPaperForms: papers.listPaperForms,
  draftPaper: papers.draftPaper,
  issuePaper: papers.issuePaper,
  listPapers: papers.listPapers,
  paperFile: papers.paperFile,
  paperWord: papers.paperWord,
  checkPaper: papers.checkPaper,
  startPrintRun: papers.startPrintRun,
  listPrintRuns: papers.listPrintRuns,
  printRunFile: papers.printRunFile,
  matterDossier: papers.matterDossier,
  searchHouseholds: households.searchHouseholds,
  listHouseholds: households.listHouseholds,
  getHousehold: households.getHousehold,
  callHousehold: households.callHousehold,
  revealNumber: households.revealNumber,
  changeHousehold: changes.changeHousehold,
  listChanges: changes.listChanges,
  undoChange: changes.undoChange,
  addChangeEvidence: changes.addChangeEvidence,
  changeEvidence: changes.changeEvidence,
  listImports: imports.listImports,
  uploadImports: imports.uploadImports,
  getImport: imports.getImport,
  listImportChanges: imports.listImportChanges,
  listImportRows: imports.listImportRows,
  rejectedRows: imports.rejectedRows,
  applyImport: imports.applyImport,
  cancelImport: imports.cancelImport,
  undoImport: imports.undoImport,
  listDifferences: differences.listDifferences,
  decideDifferences: differences.decideDifferences,
  correctionFields: corrections.correctionFields,
  proposeCorrection: corrections.proposeCorrection,
  listFindings: quality.listFindings,
  findingsSheet: quality.findingsSheet,
  exceptFinding: quality.exceptFinding,
  takeBackException: quality.takeBackException,
  listFeeds: feeds.listFeeds,
  uploadFeed: feeds.uploadFeed,
  feedTemplate: feeds.feedTemplate,
  getUpload: feeds.getUpload,
  cancelUpload: feeds.cancelUpload,
  getFeedBatch: feeds.getFeedBatch,
  setFeedColumns: feeds.setFeedColumns,
  listFeedRows: feeds.listFeedRows,
  feedRejectedRows: feeds.feedRejectedRows,
  confirmFeedBatch: feeds.confirmFeedBatch,
  nilReturn: feeds.nilReturn,
  withdrawFeedBatch: feeds.withdrawFeedBatch,
  keptRows: feedResults.keptRows,
  feedHitRates: feedResults.feedHitRates,
  feedTimeliness: feedResults.feedTimeliness,
  feedHitRatesSheet: feedResults.feedHitRatesSheet,
  feedResultsSheet: feedResults.feedResultsSheet,
  listFeedConflicts: feeds.listFeedConflicts,
  decideFeedConflict: feeds.decideFeedConflict,
  listPushes: pushes.listPushes,
  makePushes: pushes.makePushes,
  getPush: pushes.getPush,
  pushSheet: pushes.pushSheet,
  signPush: pushes.signPush,
  listWhatIfs: whatIfs.listWhatIfs,
  tryValue: whatIfs.tryValue,
  listFeedOffices: feedOffices.listFeedOffices,
  feedSumsSheet: feedOffices.feedSumsSheet,
  saveFeedContact: feedOffices.saveFeedContact,
  createDepartmentKey: feedOffices.createDepartmentKey,
  revokeDepartmentKey: feedOffices.revokeDepartmentKey,
  submitSigned: feedOffices.submitSigned,
  pendingDispatch: dispatching.pendingDispatch,
  dispatch: dispatching.dispatch,
  placeLead: dispatching.placeLead,
  findElsewhere: dispatching.findElsewhere,
  listMatters: matters.listMatters,
  getMatter: matters.getMatter,
  openMatter: matters.openMatter,
  actOnMatter: matters.actOnMatter,
  addMatterPhoto: matterPhotos.addMatterPhoto,
  matterPhoto: matterPhotos.matterPhoto,
  listMeetings: meetings.listMeetings,
  holdMeeting: meetings.holdMeeting,
  listPublicNotices: publicNotices.listPublicNotices,
  actOnMatters: publicNotices.actOnMatters,
  listGreenChannel: publicNotices.listGreenChannel,
  listComparisons: comparisons.listComparisons,
  comparisonRequest: comparisons.comparisonRequest,
  readComparison: comparisons.readComparison,
  recordComparisons: comparisons.recordComparisons,
  listNationalEntries: matters.listNationalEntries,
  nationalEntrySheet: matters.nationalEntrySheet,
  getClause: policy.getClause,
  currentPolicy: policy.currentPolicy,
  setParameter: policy.setParameter,
  previewSetting: policy.previewSetting,
  confirmSetting: policy.confirmSetting,
  listClauses: policy.listClauses,
  getCalendarYear: policy.getCalendarYear,
  previewNotice: policy.previewNotice,
  loadNotice: policy.loadNotice,
  comparePolicies: policy.comparePolicies,
} as const satisfies Record<string, AnyRoute>;

export type RouteName = keyof typeof routes;
