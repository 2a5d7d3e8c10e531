import { accountHandlers } from './account-handlers.ts';
import { areaHandlers } from './area-handlers.ts';
import { auditHandlers } from './audit-handlers.ts';
import { authHandlers } from './auth-handlers.ts';
import { changeHandlers } from './change-handlers.ts';
import { comparisonHandlers } from './comparison-handlers.ts';
import { correctionHandlers } from './correction-handlers.ts';
import { differenceHandlers } from './difference-handlers.ts';
import { dispatchHandlers } from './dispatch-handlers.ts';
import { feedHandlers } from './feed-handlers.ts';
import { feedOfficeHandlers } from './feed-office-handlers.ts';
import { feedResultHandlers } from './feed-result-handlers.ts';
import { feedTimelinessHandlers } from './feed-timeliness.ts';
import { filingHandlers } from './filing-handlers.ts';
import { fillSheetHandlers } from './fill-sheet-handlers.ts';
import { greenChannelHandlers } from './green-channel-handlers.ts';
import type { Handlers } from './handler.ts';
import { homeHandlers } from './home-handlers.ts';
import { householdHandlers } from './household-handlers.ts';
import { importHandlers } from './import-routes.ts';
import { ledgerHandlers } from './ledger-handlers.ts';
import { matterHandlers } from './matter-handlers.ts';
import { matterPhotoHandlers } from './matter-photo-handlers.ts';
import { meetingHandlers } from './meeting-handlers.ts';
import { nationalEntryHandlers } from './national-entry-handlers.ts';
import { paperCheckHandlers } from './paper-check.ts';
import { paperDossierHandlers } from './paper-dossier.ts';
import { paperHandlers } from './paper-handlers.ts';
import { paperRunHandlers } from './paper-runs.ts';
import { photoHandlers } from './photo-handlers.ts';
import { policyHandlers } from './policy-handlers.ts';
import { publicNoticeHandlers } from './public-notice-handlers.ts';
import { pushHandlers } from './push-handlers.ts';
import { qualityHandlers } from './quality-handlers.ts';
import { reminderHandlers } from './reminder-handlers.ts';
import type { Services } from './services.ts';
import { signedFeedHandlers } from './signed-feed.ts';
import { whatIfHandlers } from './what-if-handlers.ts';
import { whyLateHandlers } from './why-late.ts';

/** A handler for every route of the contract; one missing does not compile. */
export function allHandlers(services: Services): Handlers {
  return {
    ...authHandlers(services),
    ...auditHandlers(services),
    ...homeHandlers(services),
    ...accountHandlers(services),
    ...areaHandlers(services),
    ...ledgerHandlers(services),
    ...fillSheetHandlers(services),
    ...filingHandlers(services),
    ...paperHandlers(services),
    ...paperRunHandlers(services),
    ...paperCheckHandlers(services),
    ...paperDossierHandlers(services),
    ...photoHandlers(services),
    ...reminderHandlers(services),
    ...whyLateHandlers(services),
    ...householdHandlers(services),
    ...changeHandlers(services),
    ...importHandlers(services),
    ...differenceHandlers(services),
    ...correctionHandlers(services),
    ...qualityHandlers(services),
    ...feedHandlers(services),
    ...feedOfficeHandlers(services),
    ...feedResultHandlers(services),
    ...feedTimelinessHandlers(services),
    ...pushHandlers(services),
    ...whatIfHandlers(services),
    ...signedFeedHandlers(services),
    ...dispatchHandlers(services),
    ...matterHandlers(services),
    ...matterPhotoHandlers(services),
    ...meetingHandlers(services),
    ...publicNoticeHandlers(services),
    ...greenChannelHandlers(services),
    ...comparisonHandlers(services),
    ...nationalEntryHandlers(services),
    ...policyHandlers(services),
  };
}
