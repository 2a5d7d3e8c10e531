import { noticeWords as words } from '#words/notice-words.ts';
import { paperWords } from '#words/paper-words.ts';
import { typeset } from './typeset.ts';

/** What a 告知书 says. Days `YYYY-MM-DD`. */
export interface ResultNotice {
  readonly no: string;
  readonly headName: string;
  readonly askedOn: string;
  readonly source: string;
  readonly text: string;
  readonly visitedOn: string | null;
  readonly verifiers: readonly string[];
  readonly verdict: string;
  readonly reason: string | null;
  readonly place: string;
  readonly bureau: string;
  /** Ways to apply again. */
  readonly ways: readonly string[];
  readonly on: string;
}

/** 告知书 with its delivery receipt on one page. @source SD#1.3-i */
export function resultNotice(notice: ResultNotice): Promise<Buffer> {
  const { no, headName, place } = notice;
  const detail = notice.text.replace(/[。；，\s]+$/u, '');
  return typeset('result-notice', {
    title: words.title,
    number: words.number(no),
    to: words.to(headName),
    opening:
      words.asked(notice.askedOn, notice.source, detail) + words.visited(notice.visitedOn, notice.verifiers.join('、')),
    parts: [
      [words.result, [words.results[notice.verdict] ?? notice.verdict]],
      ...(notice.reason === null ? [] : [[words.reason, [sentence(notice.reason)]]]),
      [
        notice.reason === null ? words.nextAfterResult : words.next,
        [words.ask(words.government(place), notice.bureau), words.apply(notice.ways), words.cadre],
      ],
    ],
    signed: `${words.government(place)}${words.seal}`,
    on: paperWords.day(notice.on),
    cut: words.cut,
    receipt: words.receipt,
    rows: words.receiptRows(headName, no),
  });
}

function sentence(text: string): string {
  return /[。！？]$/u.test(text) ? text : `${text}。`;
}
