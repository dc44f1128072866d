import type { Locator, Page } from "playwright-core";

/** Presses Tab until `target` has the focus, as a person does who uses no mouse. @throws after 80 times */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  await target.first().waitFor();
  for (let times = 0; times < 80; times++) {
    if (await hasFocus(target)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`Tab never reached ${target}.`);
}

export function hasFocus(target: Locator): Promise<boolean> {
  return target.first().evaluate((element) => element === document.activeElement);
}
