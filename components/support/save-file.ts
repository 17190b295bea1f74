/** Hands a file to the browser as a download. */
export function saveFile(blob: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  // the browser has begun to read it by then; kept, it would stay in memory as long as the page
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
