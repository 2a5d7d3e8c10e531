import type { Locator, Page } from 'playwright-core';

/**
 * The clerk's hands: every click and every key is counted, a chord like Ctrl+Enter as one; free text costs nothing,
 * as in “≤ 12 clicks or keys a lead beyond free text”.
 */
export interface Hand {
  click(target: Locator): Promise<void>;
  press(...keys: string[]): Promise<void>;
  /** Free text typed where the focus is. */
  write(text: string): Promise<void>;
  /** Clicks and keys so far. */
  strokes(): number;
}

export function handOn(page: Page): Hand {
  let strokes = 0;
  return {
    async click(target) {
      strokes++;
      await target.click();
    },
    async press(...keys) {
      for (const key of keys) {
        strokes++;
        await page.keyboard.press(key);
      }
    },
    write: (text) => page.keyboard.insertText(text),
    strokes: () => strokes,
  };
}
