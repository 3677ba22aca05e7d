/** Whether the reader has been told something before; no where the browser keeps nothing. */
export function remembered(name: string): boolean {
  try {
    return localStorage.getItem(name) !== null;
  } catch {
    return false;
  }
}

export function remember(name: string): void {
  try {
    localStorage.setItem(name, "yes");
  } catch {
    // A file that is opened from the disk may not keep anything; then it is told once more.
  }
}
