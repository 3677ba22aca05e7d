/** Hands the reader a file. */
export function saveBlob(name: string, blob: Blob): void {
  const link = document.createElement("a");
  const address = URL.createObjectURL(blob);
  link.href = address;
  link.download = name.replace(/[^\p{L}\p{N}. -]/gu, "-");
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
