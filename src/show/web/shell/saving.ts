/** What a page is made of before it comes to life, so that it can be saved as it was. */
export interface Source {
  readonly title: string;
  readonly policy: string;
  readonly styles: readonly string[];
  readonly script: string;
  readonly data: string;
  /** What the page says without its script, as XHTML. */
  readonly content: string;
}

/** To be read before anything is mounted. */
export function sourceOfPage(from: Document, content: Element): Source {
  const meta = from.querySelector('meta[http-equiv="Content-Security-Policy"]');
  return {
    title: from.title,
    policy: meta?.getAttribute("content") ?? "",
    styles: [...from.querySelectorAll("style")].map(({ textContent }) => textContent),
    script: from.querySelector('script[type="module"]')?.textContent ?? "",
    data: from.querySelector("#parley-data")?.textContent ?? "",
    content: new XMLSerializer().serializeToString(content),
  };
}

/** What shows an address within another page, as text to be copied. */
export function frameText(address: string, title: string): string {
  return `<iframe src="${text(address)}" title="${text(title)}" width="100%" height="900" loading="lazy"></iframe>`;
}

function text(words: string): string {
  return words.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}

/** The page as one file that begins where the reader is. */
export function pageText(source: Source, start: string): string {
  const policy = source.policy.replace("; connect-src 'self'", "");
  return [
    '<!doctype html>\n<html lang="en">\n  <head>\n    <meta charset="utf-8" />',
    `    <meta http-equiv="Content-Security-Policy" content="${text(policy)}" />`,
    '    <meta name="viewport" content="width=device-width, initial-scale=1" />',
    '    <meta name="referrer" content="no-referrer" />',
    '    <meta name="color-scheme" content="light dark" />',
    '    <link rel="icon" href="data:," />',
    `    <title>${text(source.title)}</title>`,
    ...source.styles.map((style) => `    <style>${style}</style>`),
    "  </head>\n  <body>",
    `    ${source.content}`,
    `    <script type="application/json" id="parley-data" data-start="${text(start)}">${source.data}</script>`,
    `    <script type="module">${source.script}</script>`,
    "  </body>\n</html>\n",
  ].join("\n");
}

/** Hands the reader a file. */
export function saveText(name: string, type: string, text: string): void {
  const link = document.createElement("a");
  const address = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
