import type { PublicNotice } from '#contract/public-notices.ts';

export const noticeTabs = ['to-post', 'up', 'objected', 'county', 'over'] as const;
export type NoticeTab = (typeof noticeTabs)[number];

/** Where a notice stands on the page: an objection is seen before anything else. */
export function tabOf({ state }: Pick<PublicNotice, 'state'>): NoticeTab {
  switch (state) {
    case 'to-post':
      return 'to-post';
    case 'objected':
      return 'objected';
    case 'up':
    case 'full':
      return 'up';
    case 'to-announce':
    case 'announced':
      return 'county';
    case 'over':
      return 'over';
  }
}
