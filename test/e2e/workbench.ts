/** VS Code's own parts, as a person meets them. Selectors of VS Code 1.139. */
import type { FrameLocator, Locator, Page } from 'playwright-core';

export class Workbench {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  /** Waits until keys do what they should: the parts of the window are there. */
  async ready(): Promise<void> {
    await this.#page.locator('.monaco-workbench .part.editor .editor-group-container').first().waitFor();
    await this.#page.locator('.monaco-workbench .part.statusbar .statusbar-item').first().waitFor();
  }

  /** Runs a command by its name in the palette, with the keyboard. */
  async run(label: string): Promise<void> {
    await this.#pick('F1', `>${label}`, (row) => row === label || row.startsWith(`${label}, `));
  }

  /** What the palette offers for a text. */
  async offered(text: string): Promise<string[]> {
    const input = await this.#quickInput('F1', `>${text}`);
    const labels: string[] = [];
    for (const row of await this.#rows().all()) labels.push((await row.getAttribute('aria-label')) ?? '');
    await input.press('Escape');
    await input.waitFor({ state: 'hidden' });
    return labels;
  }

  /** Opens a file of the folder by its name, with the keyboard. */
  async open(name: string): Promise<void> {
    await this.#pick('Control+p', name, (row) => row.startsWith(name));
    await this.#page.locator(`.tab.active[data-resource-name="${name}"]`).waitFor();
    await this.#page.locator('.editor-group-container.active .view-line').first().waitFor();
  }

  /** The input at the top that commands ask with. */
  get input(): Locator {
    return this.#page.locator('.quick-input-widget input.input');
  }

  /** The webview of the panel: its page's inner frame. */
  get panel(): FrameLocator {
    return this.#page
      .frameLocator('iframe.webview.ready[src*="extensionId=modescope.modescope"]')
      .frameLocator('iframe#active-frame');
  }

  get panelFrame(): Locator {
    return this.#page.locator('iframe.webview.ready[src*="extensionId=modescope.modescope"]');
  }

  /** The editor that has the focus. */
  get editor(): Locator {
    return this.#page.locator('.editor-group-container.active .monaco-editor').first();
  }

  tab(name: string): Locator {
    return this.#page.locator(`.tab[data-resource-name="${name}"]`);
  }

  get statusItem(): Locator {
    return this.#page.locator('.statusbar-item[id="modescope.modescope.modescope.run"]');
  }

  get notifications(): Locator {
    return this.#page.locator('.notification-toast .notification-list-item-message');
  }

  /** Shows the list of runs in the side bar. */
  async showRuns(): Promise<void> {
    await this.run('Modescope: Focus on Runs View');
    await this.runs.first().waitFor();
  }

  /** Its rows: configs and their runs. */
  get runs(): Locator {
    return this.#page.locator('.pane-body .customview-tree .monaco-list-row');
  }

  /** Chooses from the menu of a row. A menu takes no click in its first moments: then a person clicks once more. */
  async runMenu(row: Locator, label: string): Promise<void> {
    const item = this.#page.locator('.monaco-menu .action-label', { hasText: label });
    await row.click({ button: 'right' });
    await item.waitFor();
    for (let tries = 1; await item.isVisible(); tries++) {
      await item.click();
      try {
        await item.waitFor({ state: 'hidden', timeout: 1000 });
      } catch (error) {
        if (tries === 10) throw error;
      }
    }
  }

  /** Shows the Problems panel. */
  async showProblems(): Promise<void> {
    await this.run('Problems: Focus on Problems View');
    await this.#page.locator('.markers-panel').waitFor();
  }

  /** Entries of the Problems panel that are mistakes or warnings, without the rows of their files and places. */
  get problems(): Locator {
    return this.#page.locator('.markers-panel .monaco-list-row:has(.marker-icon)');
  }

  /** Text of the line of the editor in which the cursor stands. */
  async currentLine(): Promise<string> {
    const number = await this.editor.locator('.line-numbers.active-line-number').first().textContent();
    return number ?? '';
  }

  /**
   * Chooses a quick fix at the cursor. VS Code may close its list when an entry of the Problems panel changes, as those
   * about a live run do: then it is opened again.
   */
  async quickFix(title: string | RegExp): Promise<void> {
    await this.#page.locator('.editor-group-container.active .monaco-editor.focused').waitFor();
    const fix = this.#page.locator('.action-widget .monaco-list-row', { hasText: title }).first();
    for (let tries = 1; ; tries++) {
      await this.#page.keyboard.press('Control+.');
      try {
        await fix.click({ timeout: 10_000 });
        return;
      } catch (error) {
        if (tries === 6) throw error;
        await this.#page.keyboard.press('Escape');
      }
    }
  }

  /** Saves the editor. */
  async save(): Promise<void> {
    await this.#page.locator('.tab.active.dirty').waitFor();
    await this.#page.keyboard.press('Control+s');
    await this.#page.locator('.tab.active:not(.dirty)').waitFor();
  }

  #rows(): Locator {
    return this.#page.locator('.quick-input-list .monaco-list-row');
  }

  /**
   * Opens an input by its key and types. VS Code may swallow the key, or close the input again, while parts of the window
   * still take the focus: then a person presses it once more.
   */
  async #quickInput(key: string, text: string): Promise<Locator> {
    for (let tries = 1; ; tries++) {
      await this.#page.keyboard.press(key);
      try {
        await this.input.fill(text, { timeout: 3000 });
        await this.#rows().first().waitFor({ timeout: 3000 });
        return this.input;
      } catch (error) {
        if (tries === 10) throw error;
        await this.#page.keyboard.press('Escape');
      }
    }
  }

  /**
   * Opens a list, types, waits for the row, and chooses it. A command may be offered a moment later only, as when the
   * window has just been loaded; then the list is opened again, since an open one stays as it is.
   */
  async #pick(key: string, text: string, fits: (label: string) => boolean): Promise<void> {
    for (let tries = 1; ; tries++) {
      const input = await this.#quickInput(key, text);
      const label = await this.#focusedRow(fits);
      if (label !== undefined && fits(label)) {
        const title = await input.getAttribute('aria-label');
        await input.press('Enter');
        // Gone, or asking for something else by now.
        const same = this.#page.locator(`.quick-input-widget input.input[aria-label="${title ?? ''}"]`);
        await same.waitFor({ state: 'hidden' });
        return;
      }
      if (tries === 10) throw new Error(`the list never offered "${text}"; it stood at "${label ?? ''}"`);
      await input.press('Escape');
      await input.waitFor({ state: 'hidden' });
    }
  }

  /** Label of the row that Enter would take: as soon as it is the one meant, else what it is after a while. */
  async #focusedRow(fits: (label: string) => boolean): Promise<string | undefined> {
    let label: string | undefined;
    for (let waited = 0; waited < 4000; waited += 100) {
      const focused = this.#page.locator('.quick-input-list .monaco-list-row.focused');
      label =
        (await focused.count()) > 0 ? ((await focused.first().getAttribute('aria-label')) ?? undefined) : undefined;
      if (label !== undefined && fits(label)) break;
      await this.#page.waitForTimeout(100);
    }
    return label;
  }
}
