/** Texts that were changed and not deployed, kept in this browser: a closed tab loses nothing. */
export interface Draft {
  text: string;
  /** the version the text began from; null for a new pattern */
  version: number | null;
  savedAt: string;
}

const prefix = 'sluice.draft.';

export const NEW_PATTERN = '(new)';

export function readDraft(name: string): Draft | null {
  try {
    const kept = localStorage.getItem(prefix + name);
    return kept ? (JSON.parse(kept) as Draft) : null;
  } catch {
    return null;
  }
}

export function keepDraft(name: string, text: string, version: number | null): boolean {
  try {
    localStorage.setItem(prefix + name, JSON.stringify({ text, version, savedAt: new Date().toISOString() } satisfies Draft));
    return true;
  } catch {
    return false;
  }
}

export function dropDraft(name: string): void {
  try {
    localStorage.removeItem(prefix + name);
  } catch {
    // no storage, nothing kept
  }
}
